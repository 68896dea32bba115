# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 154.80606 0.68 1.32
0 2 0 9.2883636 1.68 2.32
0 3 0 124.88104 2.68 3.32
0 4 0 124.18259 3.68 4.32
0 5 0 62.106726 4.68 5.32
0 6 0 128.55844 5.68 6.32
0 7 0 107.50566 6.68 7.32
0 8 0 105.62906 7.68 8.32
0 9 0 110.67476 8.68 9.32
0 10 0 71.139393 9.68 10.32
0 11 0 81.562922 10.68 11.32
0 12 0 54.375361 11.68 12.32
EOD
$part1 << EOD
154.80606 1 154.80606 962.81595 0.68 1.32
9.2883636 2 9.2883636 21.033713 1.68 2.32
124.88104 3 124.88104 766.97104 2.68 3.32
124.18259 4 124.18259 711.87677 3.68 4.32
62.106726 5 62.106726 382.03259 4.68 5.32
128.55844 6 128.55844 796.21266 5.68 6.32
107.50566 7 107.50566 645.6707 6.68 7.32
105.62906 8 105.62906 624.74776 7.68 8.32
110.67476 9 110.67476 641.44917 8.68 9.32
71.139393 10 71.139393 421.84378 9.68 10.32
81.562922 11 81.562922 476.46021 10.68 11.32
54.375361 12 54.375361 321.05714 11.68 12.32
EOD
$part2 << EOD
962.81595 1 962.81595 962.81595 0.68 1.32
21.033713 2 21.033713 21.033713 1.68 2.32
766.97104 3 766.97104 766.97104 2.68 3.32
711.87677 4 711.87677 711.87677 3.68 4.32
382.03259 5 382.03259 382.03259 4.68 5.32
796.21266 6 796.21266 796.21266 5.68 6.32
645.6707 7 645.6707 645.6707 6.68 7.32
624.74776 8 624.74776 624.74776 7.68 8.32
641.44917 9 641.44917 641.44917 8.68 9.32
421.84378 10 421.84378 427.1022 9.68 10.32
476.46021 11 476.46021 481.71864 10.68 11.32
321.05714 12 321.05714 321.05714 11.68 12.32
EOD
$hatched << EOD
0 2 0 21.033713 1.68 2.32
0 5 0 382.03259 4.68 5.32
0 11 0 481.71864 10.68 11.32
EOD
$total << EOD
962.81595 1 24.648519
21.033713 2 0.55146339
766.97104 3 31.660624
711.87677 4 50.266671
382.03259 5 18.651793
796.21266 6 116.47988
645.6707 7 67.18181
624.74776 8 46.693299
641.44917 9 42.336227
427.1022 10 37.747301
481.71864 11 51.970029
321.05714 12 8.6407795
EOD
set lmargin at screen 0.152
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$963, baseline' at 987.46447, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$21.03, saves 98 %, but quality -0.21' at 21.585177, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$767, saves 20 %, quality -0.041' at 798.63167, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$712, saves 26 %, quality -0.040' at 762.14344, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$382, saves 60 %, but quality -0.15' at 400.68438, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$796, saves 17 %, quality -0.034' at 912.69255, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$646, saves 33 %, quality -0.048' at 712.85251, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$625, saves 35 %, quality -0.047' at 671.44106, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$641, saves 33 %, quality -0.041' at 683.7854, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$427, saves 56 %, p95 +664 ms and 1 more' at 464.84951, 10 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$482, saves 50 %, but quality -0.071' at 533.68867, 11 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$321' at 329.69792, 12 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:1476.5803]
set yrange [12.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600, '$800' 800)
set ytics ('all strong' 1, 'all weak' 2, 'random' 3, 'length' 4, 'keywords' 5, '50 labels' 6, 'knn' 7, 'linear' 8, 'combined' 9, 'cascade' 10, 'cascade 0.4' 11, 'oracle *' 12)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'cascade saves 56 % of all strong’s $963 a month; p95 +664 ms, p99 +1.41 s' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'GSM8K: which router beats sending the same share to GPT-4 at random, and by how much? · routing-gsm8k · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'cascade saves 56 % of all strong’s $963 a month; p95 +664 ms, p99 +1.41 s' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'GSM8K: which router beats sending the same share to GPT-4 at random, and by how much? · routing-gsm8k · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
