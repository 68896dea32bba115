# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 1079.1459 0.76 1.24
0 2 0 510.72143 1.76 2.24
0 3 0 506.47023 2.76 3.24
0 4 0 438.29314 3.76 4.24
0 5 0 388.68088 4.76 5.24
0 6 0 177.01156 5.76 6.24
EOD
$part1 << EOD
1079.1459 1 1079.1459 3299.1219 0.76 1.24
510.72143 2 510.72143 1552.5072 1.76 2.24
506.47023 3 506.47023 1539.3371 2.76 3.24
438.29314 4 438.29314 1330.4456 3.76 4.24
388.68088 5 388.68088 1178.07 4.76 5.24
177.01156 6 177.01156 527.70684 5.76 6.24
EOD
$part2 << EOD
3299.1219 1 3299.1219 3299.1219 0.76 1.24
1552.5072 2 1552.5072 1552.5072 1.76 2.24
1539.3371 3 1539.3371 1539.5319 2.76 3.24
1330.4456 4 1330.4456 1330.6682 3.76 4.24
1178.07 5 1178.07 1178.311 4.76 5.24
527.70684 6 527.70684 527.70684 5.76 6.24
EOD
$total << EOD
3299.1219 1 5.5317069
1552.5072 2 10.175193
1539.5319 3 10.544125
1330.6682 4 9.9190909
1178.311 5 9.3987275
527.70684 6 10.199837
EOD
set lmargin at screen 0.21066667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$3,299, baseline' at 3304.6536, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,553, saves 53 %, $1,553 in all' at 1562.6824, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,540, saves 53 %,' at 1550.0761, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$1,542 in all, quality -0.00031' at 1550.0761, 3 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$1,331, saves 60 %,' at 1340.5873, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$1,697 in all, quality -0.049' at 1340.5873, 4 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$1,178, saves 64 %,' at 1187.7097, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$1,802 in all, quality -0.084' at 1187.7097, 5 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$528' at 537.90668, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:4255.2731]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ytics ('naive' 1, 'exact' 2, 'semantic 0.95' 3, 'semantic 0.85' 4, 'bag of words 0.85' 5, 'oracle *' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'semantic 0.95 saves 53 % of naive’s $3,299 a month in all; quality -0.00031,' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 '0.03 % false' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'input' at screen 0.33555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.30222222, screen 0.031481481 to screen 0.32666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.47333333, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44, screen 0.031481481 to screen 0.46444444, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.61111111, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.57777778, screen 0.031481481 to screen 0.60222222, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'semantic 0.95 saves 53 % of naive’s $3,299 a month in all; quality -0.00031,' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 '0.03 % false' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.33555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.30222222, screen 0.031481481 to screen 0.32666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.47333333, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44, screen 0.031481481 to screen 0.46444444, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.61111111, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.57777778, screen 0.031481481 to screen 0.60222222, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
