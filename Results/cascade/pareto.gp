# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
35.186629 0.63521593
379.658 0.63521593
379.658 0.92925437
1075.4293 0.92925437
EOD
$point0 << EOD
935.15595 0.85663313 8.1030692 0.0010973575
EOD
$point1 << EOD
35.186629 0.63521593 0.29028755 0.0019993457
EOD
$point2 << EOD
379.658 0.92925437 7.1761484 0.0013906562
EOD
$point3 << EOD
406.13357 0.89250299 8.0441701 0.0012187082
EOD
$point4 << EOD
433.09685 0.85583387 8.3638419 0.0010962459
EOD
$point5 << EOD
484.41191 0.78278965 7.1433517 0.0013937405
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'strong' at first 935.15595, first 0.85663313 left front font ',10' textcolor rgb '#7F7F7F' offset screen 0.01, screen 0.02037037
set label 'weak' at first 35.186629, first 0.63521593 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen 0.02037037
set label 'judge errs 0' at first 379.658, first 0.92925437 left front font ',10' textcolor rgb '#D55E00' offset screen 0.01, screen 0.02037037
set label 'judge errs 0.1' at first 406.13357, first 0.89250299 left front font ',10' textcolor rgb '#009E73' offset screen 0.01, screen 0.02037037
set label 'judge errs 0.2' at first 433.09685, first 0.85583387 left front font ',10' textcolor rgb '#CC79A7' offset screen 0.01, screen 0.02037037
set label 'judge errs 0.4' at first 484.41191, first 0.78278965 left front font ',10' textcolor rgb '#E69F00' offset screen 0.01, screen 0.02037037
set xrange [0:1075.4293]
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600, '$800' 800, '$1,000' 1000)
set yrange [0.58228901:0.98218129]
set ytics ('0.60' 0.6, '0.70' 0.7, '0.80' 0.8, '0.90' 0.9)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 'Worth a choice: weak and judge errs 0, from cheap to good' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.040740741 to screen 0.15555556, screen 0.040740741 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'hollow: beaten in cost and quality' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'How good must a judge be before a cascade beats the good model? · cascade · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 12 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 'Worth a choice: weak and judge errs 0, from cheap to good' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.040740741 to screen 0.15555556, screen 0.040740741 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'hollow: beaten in cost and quality' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'How good must a judge be before a cascade beats the good model? · cascade · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 12 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle
set output
