# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
358.17867 0.87151899
376.5523 0.87151899
376.5523 0.88
5276.3196 0.88
5276.3196 0.93
12690.092 0.93
EOD
$point0 << EOD
11034.862 0.93 25.49879 7.9420571e-17
EOD
$point1 << EOD
10565.084 0.91720735 23.097655 0.000019249302
EOD
$point2 << EOD
10076.696 0.91335486 21.565067 0.000011118137
EOD
$point3 << EOD
5276.3196 0.93 17.812968 7.9420571e-17
EOD
$point4 << EOD
358.17867 0.87151899 1.2051282 0.00008997766
EOD
$point5 << EOD
376.5523 0.88 1.31851 8.7802745e-17
EOD
$ruled << EOD
10565.084 0.91720735
10076.696 0.91335486
358.17867 0.87151899
376.5523 0.88
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'naive' at first 11034.862, first 0.93 left front font ',10' textcolor rgb '#737373' offset screen 0.01, screen 0.02037037
set label 'window 0.5 s' at first 10565.084, first 0.91720735 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen 0.02037037
set label 'window 3 s' at first 10076.696, first 0.91335486 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen -0.02037037
set label 'cache' at first 5276.3196, first 0.93 left front font ',10' textcolor rgb '#00835F' offset screen 0.01, screen 0.02037037
set label 'hybrid' at first 358.17867, first 0.87151899 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen 0.02037037
set label 'cache + cheap' at first 376.5523, first 0.88 left front font ',10' textcolor rgb '#9A6B00' offset screen 0.01, screen 0.02037037
set xrange [0:12690.092]
set xtics ('$0' 0, '$2,500' 2500, '$5,000' 5000, '$7,500' 7500, '$10,000' 10000, '$12,500' 12500)
set yrange [0.86099241:0.94052658]
set ytics ('0.880' 0.88, '0.900' 0.9, '0.920' 0.92, '0.940' 0.94)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 'From cheap to good: hybrid, cache + cheap and cache; cache costs least of those' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'Does a 0.5 s batching window earn article 003’s 89 %? · batch-window · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 11 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 'From cheap to good: hybrid, cache + cheap and cache; cache costs least of those' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'Does a 0.5 s batching window earn article 003’s 89 %? · batch-window · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 11 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
