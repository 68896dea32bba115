# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 412.04611 0.76 1.24
0 2 0 24.717306 1.76 2.24
0 3 0 174.95138 2.76 3.24
0 4 0 186.24425 3.76 4.24
0 5 0 197.7878 4.76 5.24
0 6 0 220.67347 5.76 6.24
EOD
$part1 << EOD
412.04611 1 412.04611 934.17679 0.76 1.24
24.717306 2 24.717306 35.143401 1.76 2.24
174.95138 3 174.95138 375.69008 2.76 3.24
186.24425 4 186.24425 401.51578 3.76 4.24
197.7878 5 197.7878 427.59552 4.76 5.24
220.67347 6 220.67347 479.27541 5.76 6.24
EOD
$part2 << EOD
934.17679 1 934.17679 934.17679 0.76 1.24
35.143401 2 35.143401 35.143401 1.76 2.24
375.69008 3 375.69008 379.82783 2.76 3.24
401.51578 4 401.51578 405.65354 3.76 4.24
427.59552 5 427.59552 431.73327 4.76 5.24
479.27541 6 479.27541 483.41316 5.76 6.24
EOD
$hatched << EOD
0 2 0 35.143401 1.76 2.24
0 6 0 483.41316 5.76 6.24
EOD
$total << EOD
934.17679 1 8.3054771
35.143401 2 0.32693675
379.82783 3 4.0092541
405.65354 4 4.931436
431.73327 5 5.2031356
483.41316 6 5.0606976
EOD
set lmargin at screen 0.18133333
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$934, baseline' at 942.48226, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$35.14, saves 96 %, but quality -0.22' at 35.470338, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$380, saves 59 %, p95 +833 ms and 1 more' at 383.83708, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$406, saves 57 %, p95 +983 ms and 1 more' at 410.58497, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$432, saves 54 %,' at 436.93641, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.00080 and 1 more' at 436.93641, 5 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$483, saves 48 %, but quality -0.073' at 488.47386, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:1167.0401]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600, '$800' 800)
set ytics ('strong' 1, 'weak' 2, 'judge errs 0' 3, 'judge errs 0.1' 4, 'judge errs 0.2' 5, 'judge errs 0.4' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'judge errs 0 saves 59 % of strong’s $934 a month; p95 +833 ms, p99 +1.70 s' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'How good must a judge be before a cascade beats the good model? · cascade · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'judge errs 0 saves 59 % of strong’s $934 a month; p95 +833 ms, p99 +1.70 s' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'How good must a judge be before a cascade beats the good model? · cascade · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
