# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 1.9360221 0.68 1.32
0 2 0 1.7929393 1.68 2.32
0 3 0 1.8296734 2.68 3.32
0 4 0 1.2792854 3.68 4.32
0 5 0 0.89844107 4.68 5.32
0 6 0 1.0487756 5.68 6.32
0 7 0 0.89844107 6.68 7.32
0 8 0 0.62128057 7.68 8.32
0 9 0 1.4996407 8.68 9.32
0 10 0 0.011145068 9.68 10.32
EOD
$part1 << EOD
1.9360221 1 1.9360221 131.54573 0.68 1.32
1.7929393 2 1.7929393 120.24767 1.68 2.32
1.8296734 3 1.8296734 122.46389 2.68 3.32
1.2792854 4 1.2792854 78.353621 3.68 4.32
0.89844107 5 0.89844107 54.662248 4.68 5.32
1.0487756 6 1.0487756 64.095186 5.68 6.32
0.89844107 7 0.89844107 54.662248 6.68 7.32
0.62128057 8 0.62128057 37.008689 7.68 8.32
1.4996407 9 1.4996407 99.321965 8.68 9.32
0.011145068 10 0.011145068 0.77396304 9.68 10.32
EOD
$part2 << EOD
131.54573 1 131.54573 131.54573 0.68 1.32
120.24767 2 120.24767 120.26316 1.68 2.32
122.46389 3 122.46389 122.47938 2.68 3.32
78.353621 4 78.353621 78.369109 3.68 4.32
54.662248 5 54.662248 54.677736 4.68 5.32
64.095186 6 64.095186 64.110674 5.68 6.32
54.662248 7 54.662248 54.677736 6.68 7.32
37.008689 8 37.008689 37.024177 7.68 8.32
99.321965 9 99.321965 99.337453 8.68 9.32
0.77396304 10 0.77396304 0.77396304 9.68 10.32
EOD
$hatched << EOD
0 8 0 37.024177 7.68 8.32
EOD
$total << EOD
131.54573 1 0.025493429
120.26316 2 0.71729986
122.47938 3 1.0321398
78.369109 4 1.8698271
54.677736 5 1.0601317
64.110674 6 1.1660166
54.677736 7 1.0601317
37.024177 8 1.2386333
99.337453 9 2.9492706
0.77396304 10 0.00065100999
EOD
set lmargin at screen 0.24
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$132, baseline' at 131.57122, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$120, saves 8.6 %,' at 120.98046, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$125 in all, 2 losses' at 120.98046, 2 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$122, saves 6.9 %,' at 123.51152, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$124 in all, 2 losses' at 123.51152, 3 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$78.37, saves 40 %,' at 80.238936, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$89.86 in all, 2 losses' at 80.238936, 4 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$54.68, saves 58 %, $70.45 in all,' at 55.737868, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.028 and 1 more' at 55.737868, 5 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$64.11, saves 51 %,' at 65.276691, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$77.98 in all, 2 losses' at 65.276691, 6 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$54.68, saves 58 %,' at 55.737868, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$70.45 in all, 2 losses' at 55.737868, 7 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$37.02, saves 72 %,' at 38.26281, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'but quality -0.088' at 38.26281, 8 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$99.34, saves 24 %,' at 102.28672, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$102 in all, 2 losses' at 102.28672, 9 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$0.774' at 0.77461405, 10 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:174.84098]
set yrange [10.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$25' 25, '$50' 50, '$75' 75, '$100' 100, '$125' 125)
set ytics ('naive' 1, 'bag of words .85' 2, 'n-grams .85' 3, 'wordllama .85' 4, 'minilm .85' 5, 'minilm .85, LRU 2000' 6, 'minilm .85, HNSW' 7, 'two tiers' 8, 'verified 2 %%' 9, 'oracle *' 10)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'minilm .85 saves 46 % of naive’s $132 a month in all; quality -0.028, 3.0 %' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'false, and 1 more loss' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Recorded questions to a bank: which embedder, threshold and rule pays? · banking77 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'minilm .85 saves 46 % of naive’s $132 a month in all; quality -0.028, 3.0 %' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'false, and 1 more loss' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Recorded questions to a bank: which embedder, threshold and rule pays? · banking77 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
