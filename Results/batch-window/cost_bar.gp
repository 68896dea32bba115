# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 2614.8652 0.76 1.24
0 2 0 2145.2171 1.76 2.24
0 3 0 1656.9645 2.76 3.24
0 4 0 1253.7209 3.76 4.24
0 5 0 156.77253 4.76 5.24
0 6 0 175.28247 5.76 6.24
EOD
$part1 << EOD
2614.8652 1 2614.8652 11034.862 0.76 1.24
2145.2171 2 2145.2171 10565.084 1.76 2.24
1656.9645 3 1656.9645 10076.696 2.76 3.24
1253.7209 4 1253.7209 5276.3196 3.76 4.24
156.77253 5 156.77253 358.17867 4.76 5.24
175.28247 6 175.28247 376.5523 5.76 6.24
EOD
$hatched << EOD
0 2 0 10565.084 1.76 2.24
0 3 0 10076.696 2.76 3.24
0 5 0 358.17867 4.76 5.24
0 6 0 376.5523 5.76 6.24
EOD
$total << EOD
11034.862 1 25.49879
10565.084 2 23.097655
10076.696 3 21.565067
5276.3196 4 17.812968
358.17867 5 1.2051282
376.5523 6 1.31851
EOD
set lmargin at screen 0.17155556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$11,035, baseline' at 11060.361, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$10,565, saves 4.3 %, but quality -0.013' at 10588.182, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$10,077, saves 8.7 %, but quality -0.017' at 10098.261, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$5,276, saves 52 %' at 5294.1326, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$358, saves 97 %, but quality -0.058' at 359.3838, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$377, saves 97 %, but quality -0.050' at 377.87081, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:20389.943]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$5,000' 5000, '$10,000' 10000)
set ytics ('naive' 1, 'window 0.5 s' 2, 'window 3 s' 3, 'cache' 4, 'hybrid' 5, 'cache + cheap' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'cache saves 52 % of naive’s $11,035 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'breaks a rule' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8502 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Does a 0.5 s batching window earn article 003’s 89 %? · batch-window · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'cache saves 52 % of naive’s $11,035 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'breaks a rule' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8502 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Does a 0.5 s batching window earn article 003’s 89 %? · batch-window · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
