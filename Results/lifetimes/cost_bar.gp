# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 9130.7691 0.76 1.24
0 2 0 0 1.76 2.24
0 3 0 0 2.76 3.24
0 4 0 0 3.76 4.24
0 5 0 0 4.76 5.24
0 6 0 0 5.76 6.24
EOD
$part1 << EOD
9130.7691 1 9130.7691 9130.7691 0.76 1.24
0 2 0 565.17293 1.76 2.24
0 3 0 824.32459 2.76 3.24
0 4 0 674.91443 3.76 4.24
0 5 0 2183.9511 4.76 5.24
0 6 0 3748.9384 5.76 6.24
EOD
$part2 << EOD
9130.7691 1 9130.7691 9130.7691 0.76 1.24
565.17293 2 565.17293 4913.9727 1.76 2.24
824.32459 3 824.32459 2599.3711 2.76 3.24
674.91443 4 674.91443 3705.851 3.76 4.24
2183.9511 5 2183.9511 3819.8121 4.76 5.24
3748.9384 6 3748.9384 4866.3893 5.76 6.24
EOD
$part3 << EOD
9130.7691 1 9130.7691 11141.458 0.76 1.24
4913.9727 2 4913.9727 6924.6619 1.76 2.24
2599.3711 3 2599.3711 4610.0603 2.76 3.24
3705.851 4 3705.851 5716.5402 3.76 4.24
3819.8121 5 3819.8121 5830.5013 4.76 5.24
4866.3893 6 4866.3893 6877.0785 5.76 6.24
EOD
$total << EOD
11141.458 1 538.29396
6924.6619 2 288.33406
4610.0603 3 213.64617
5716.5402 4 290.91755
5830.5013 5 238.79121
6877.0785 6 308.62716
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$11,141, 61 % more' at 11679.752, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$6,925, baseline' at 7212.996, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$4,610, saves 33 %' at 4823.7065, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$5,717, saves 17 %' at 6007.4577, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$5,831, saves 16 %' at 6069.2925, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$6,877, saves 0.69 %' at 7185.7056, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:14996.518]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$2,000' 2000, '$4,000' 4000, '$6,000' 6000, '$8,000' 8000, '$10,000' 10000)
set ytics ('no cache' 1, '5 min' 2, '1 h' 3, 'mixed' 4, '4 pings' 5, '12 pings' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 '1 h saves 33 % of 5 min’s $6,925 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Which lifetime of the prompt cache pays when people take their time? · lifetimes · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 '1 h saves 33 % of 5 min’s $6,925 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Which lifetime of the prompt cache pays when people take their time? · lifetimes · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
