# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 3953.7522 0.76 1.24
0 2 0 3966.2629 1.76 2.24
0 3 0 3779.6543 2.76 3.24
0 4 0 1983.8852 3.76 4.24
0 5 0 2061.6723 4.76 5.24
0 6 0 1760.0831 5.76 6.24
EOD
$part1 << EOD
3953.7522 1 3953.7522 8000.0908 0.76 1.24
3966.2629 2 3966.2629 8006.3461 1.76 2.24
3779.6543 3 3779.6543 7913.0418 2.76 3.24
1983.8852 4 1983.8852 7014.7268 3.76 4.24
2061.6723 5 2061.6723 7052.2515 4.76 5.24
1760.0831 6 1760.0831 6903.2562 5.76 6.24
EOD
$part2 << EOD
8000.0908 1 8000.0908 10516.915 0.76 1.24
8006.3461 2 8006.3461 10523.17 1.76 2.24
7913.0418 3 7913.0418 10429.866 2.76 3.24
7014.7268 4 7014.7268 9531.1244 3.76 4.24
7052.2515 5 7052.2515 9568.3489 4.76 5.24
6903.2562 6 6903.2562 9420.0805 5.76 6.24
EOD
$total << EOD
10516.915 1 1078.7874
10523.17 2 1077.3282
10429.866 3 1028.8133
9531.1244 4 1020.3588
9568.3489 5 1016.6026
9420.0805 6 983.20447
EOD
set lmargin at screen 0.17155556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$10,517, baseline' at 11595.703, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$10,523, 0.06 % more' at 11600.499, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$10,430, saves 0.81 %' at 11458.679, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$9,531, saves 9.4 %' at 10551.483, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$9,568, saves 9.0 %' at 10584.951, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$9,420, saves 10 %' at 10403.285, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:14254.416]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$2,500' 2500, '$5,000' 5000, '$7,500' 7500, '$10,000' 10000)
set ytics ('shuffle' 1, 'no cooldown' 2, 'long cooldown' 3, 'session' 4, 'prefix' 5, 'cache aware' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'cache aware saves 10 % of shuffle’s $10,517 a month' at screen 0.02, screen 0.96666667 left font ',14'
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
set label 9000 'cache aware saves 10 % of shuffle’s $10,517 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
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
