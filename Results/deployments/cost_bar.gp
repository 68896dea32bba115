# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 3950.8184 0.76 1.24
0 2 0 3966.2629 1.76 2.24
0 3 0 3796.0127 2.76 3.24
0 4 0 1982.8714 3.76 4.24
0 5 0 2060.7353 4.76 5.24
0 6 0 1630.3117 5.76 6.24
EOD
$part1 << EOD
3950.8184 1 3950.8184 7998.6239 0.76 1.24
3966.2629 2 3966.2629 8006.3461 1.76 2.24
3796.0127 3 3796.0127 7921.221 2.76 3.24
1982.8714 4 1982.8714 7014.2199 3.76 4.24
2060.7353 5 2060.7353 7051.783 4.76 5.24
1630.3117 6 1630.3117 6836.9869 5.76 6.24
EOD
$part2 << EOD
7998.6239 1 7998.6239 10515.448 0.76 1.24
8006.3461 2 8006.3461 10523.17 1.76 2.24
7921.221 3 7921.221 10438.045 2.76 3.24
7014.2199 4 7014.2199 9530.6175 3.76 4.24
7051.783 5 7051.783 9567.8804 4.76 5.24
6836.9869 6 6836.9869 9353.6295 5.76 6.24
EOD
$total << EOD
10515.448 1 1069.4935
10523.17 2 1077.3282
10438.045 3 1030.2421
9530.6175 4 1020.1953
9567.8804 5 1019.3784
9353.6295 6 985.98781
EOD
set lmargin at screen 0.17155556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$10,515, baseline' at 11584.942, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$10,523, 0.07 % more within chance' at 11600.499, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$10,438, saves 0.72 %' at 11468.287, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$9,531, saves 9.4 %' at 10550.813, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$9,568, saves 9.0 %' at 10587.259, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$9,354, saves 11 %' at 10339.617, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:19783.882]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$5,000' 5000, '$10,000' 10000)
set ytics ('shuffle' 1, 'no cooldown' 2, 'long cooldown' 3, 'session' 4, 'prefix' 5, 'cache aware' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'cache aware saves 11 % of shuffle’s $10,515 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.29555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.26222222, screen 0.031481481 to screen 0.28666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.46, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42666667, screen 0.031481481 to screen 0.45111111, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.62444444, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59111111, screen 0.031481481 to screen 0.61555556, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Four deployments of one model: what does a balancer do to the prompt cache? · deployments · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'cache aware saves 11 % of shuffle’s $10,515 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.29555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.26222222, screen 0.031481481 to screen 0.28666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.46, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42666667, screen 0.031481481 to screen 0.45111111, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.62444444, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59111111, screen 0.031481481 to screen 0.61555556, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Four deployments of one model: what does a balancer do to the prompt cache? · deployments · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
