# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
35.143401 0.63784551
379.82783 0.63784551
379.82783 0.92994678
1074.3033 0.92994678
EOD
$point0 << EOD
934.17679 0.85792786 8.3054771 0.00064158433
EOD
$point1 << EOD
35.143401 0.63784551 0.32693675 0.00088840434
EOD
$point2 << EOD
379.82783 0.92994678 4.0092541 0.00096270243
EOD
$point3 << EOD
405.65354 0.89359395 4.931436 0.00073706263
EOD
$point4 << EOD
431.73327 0.85713259 5.2031356 0.00064110617
EOD
$point5 << EOD
483.41316 0.78448808 5.0606976 0.00077560249
EOD
$ruled << EOD
35.143401 0.63784551
483.41316 0.78448808
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'strong' at first 934.17679, first 0.85792786 left front font ',10' textcolor rgb '#737373' offset screen 0.01, screen 0.02037037
set label 'weak' at first 35.143401, first 0.63784551 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen 0.02037037
set label 'judge errs 0' at first 379.82783, first 0.92994678 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen 0.02037037
set label 'judge errs 0.1' at first 405.65354, first 0.89359395 left front font ',10' textcolor rgb '#00835F' offset screen 0.01, screen 0.02037037
set label 'judge errs 0.2' at first 431.73327, first 0.85713259 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen 0.02037037
set label 'judge errs 0.4' at first 483.41316, first 0.78448808 left front font ',10' textcolor rgb '#9A6B00' offset screen 0.01, screen 0.02037037
set xrange [0:1074.3033]
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600, '$800' 800, '$1,000' 1000)
set yrange [0.58526728:0.98252501]
set ytics ('0.60' 0.6, '0.70' 0.7, '0.80' 0.8, '0.90' 0.9)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 'From cheap to good: weak and judge errs 0; judge errs 0 costs least of those' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'How good must a judge be before a cascade beats the good model? · cascade · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
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
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 'From cheap to good: weak and judge errs 0; judge errs 0 costs least of those' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'How good must a judge be before a cascade beats the good model? · cascade · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
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
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
