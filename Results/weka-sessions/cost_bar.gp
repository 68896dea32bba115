# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 152132.32 0.68 1.32
0 2 0 49.211812 1.68 2.32
0 3 0 49.211812 2.68 3.32
0 4 0 49.211812 3.68 4.32
0 5 0 77965.667 4.68 5.32
0 6 0 24.964805 5.68 6.32
0 7 0 24.964805 6.68 7.32
0 8 0 29.651937 7.68 8.32
EOD
$part1 << EOD
152132.32 1 152132.32 152132.32 0.68 1.32
49.211812 2 49.211812 13610.501 1.68 2.32
49.211812 3 49.211812 14325.058 2.68 3.32
49.211812 4 49.211812 16593.827 3.68 4.32
77965.667 5 77965.667 77965.667 4.68 5.32
24.964805 6 24.964805 6190.4989 5.68 6.32
24.964805 7 24.964805 6911.9525 6.68 7.32
29.651937 8 29.651937 7884.0869 7.68 8.32
EOD
$part2 << EOD
152132.32 1 152132.32 152132.32 0.68 1.32
13610.501 2 13610.501 34198.273 1.68 2.32
14325.058 3 14325.058 32974.344 2.68 3.32
16593.827 4 16593.827 30145.69 3.68 4.32
77965.667 5 77965.667 77965.667 4.68 5.32
6190.4989 6 6190.4989 26547.2 5.68 6.32
6911.9525 7 6911.9525 25053.603 6.68 7.32
7884.0869 8 7884.0869 26838.354 7.68 8.32
EOD
$part3 << EOD
152132.32 1 152132.32 155393.77 0.68 1.32
34198.273 2 34198.273 37459.728 1.68 2.32
32974.344 3 32974.344 36235.799 2.68 3.32
30145.69 4 30145.69 33407.145 3.68 4.32
77965.667 5 77965.667 79654.95 4.68 5.32
26547.2 6 26547.2 28236.483 5.68 6.32
25053.603 7 25053.603 26742.886 6.68 7.32
26838.354 8 26838.354 28820.5 7.68 8.32
EOD
$total << EOD
155393.77 1 38151.293
37459.728 2 9035.1184
36235.799 3 10103.195
33407.145 4 8007.9236
79654.95 5 19698.017
28236.483 6 6729.1147
26742.886 7 6524.7443
28820.5 8 6994.8137
EOD
set lmargin at screen 0.18133333
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$155,394, 315 % more, p50 +1.43 s' at 193545.07, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$37,460, baseline' at 46494.846, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$36,236, saves 3.3 % within chance' at 46338.993, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$33,407, saves 11 %' at 41415.069, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$79,655, 113 % more,' at 99352.966, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.012 and 1 more' at 99352.966, 5 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$28,236, saves 25 %, quality -0.012' at 34965.598, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$26,743, saves 29 %, quality -0.012' at 33267.63, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$28,820, saves 23 %, quality -0.0097' at 35815.313, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:326641.96]
set yrange [8.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$50,000' 50000, '$100,000' 100000, '$150,000' 150000)
set ytics ('no cache' 1, '5 min' 2, '1 h' 3, 'pings' 4, 'router' 5, 'router + 5 min' 6, 'router + 1 h' 7, 'gated + 5 min' 8)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'router + 1 h saves 29 % of 5 min’s $37,460 a month; quality -0.012' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 '48 recorded agent sessions: which lifetime pays, and does a router break the prompt… · weka-sessions · 1 replication' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'router + 1 h saves 29 % of 5 min’s $37,460 a month; quality -0.012' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 '48 recorded agent sessions: which lifetime pays, and does a router break the prompt… · weka-sessions · 1 replication' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
