# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 1.3422358 0.68 1.32
0 2 0 1.1578735 1.68 2.32
0 3 0 1.2440255 2.68 3.32
0 4 0 0.88492571 3.68 4.32
0 5 0 0.80851323 4.68 5.32
0 6 0 1.0388608 5.68 6.32
0 7 0 0.80851323 6.68 7.32
0 8 0 0.67515642 7.68 8.32
0 9 0 0.97556378 8.68 9.32
0 10 0 0.081624033 9.68 10.32
EOD
$part1 << EOD
1.3422358 1 1.3422358 130.94759 0.68 1.32
1.1578735 2 1.1578735 112.00053 1.68 2.32
1.2440255 3 1.2440255 120.39893 2.68 3.32
0.88492571 4 0.88492571 82.689422 3.68 4.32
0.80851323 5 0.80851323 77.138961 4.68 5.32
1.0388608 6 1.0388608 100.34282 5.68 6.32
0.80851323 7 0.80851323 77.138961 6.68 7.32
0.67515642 8 0.67515642 63.935696 7.68 8.32
0.97556378 9 0.97556378 94.836458 8.68 9.32
0.081624033 10 0.081624033 7.4642078 9.68 10.32
EOD
$part2 << EOD
130.94759 1 130.94759 130.94759 0.68 1.32
112.00053 2 112.00053 112.01127 1.68 2.32
120.39893 3 120.39893 120.40967 2.68 3.32
82.689422 4 82.689422 82.70016 3.68 4.32
77.138961 5 77.138961 77.149699 4.68 5.32
100.34282 6 100.34282 100.35355 5.68 6.32
77.138961 7 77.138961 77.149699 6.68 7.32
63.935696 8 63.935696 63.946434 7.68 8.32
94.836458 9 94.836458 94.847195 8.68 9.32
7.4642078 10 7.4642078 7.4642078 9.68 10.32
EOD
$hatched << EOD
0 8 0 63.946434 7.68 8.32
EOD
$total << EOD
130.94759 1 0.030706034
112.01127 2 0.71028089
120.40967 3 0.55356139
82.70016 4 1.0177733
77.149699 5 1.0753504
100.35355 6 1.2476958
77.149699 7 1.0753504
63.946434 8 1.3217096
94.847195 9 4.6862085
7.4642078 10 0.52460718
EOD
set lmargin at screen 0.24
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$131, baseline' at 130.9783, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$112, saves 14 %,' at 112.72155, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$118 in all, 2 losses' at 112.72155, 2 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$120, saves 8.0 %,' at 120.96323, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$121 in all, 2 losses' at 120.96323, 3 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$82.70, saves 37 %,' at 83.717933, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$96.48 in all, 2 losses' at 83.717933, 4 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$77.15, saves 41 %, $84.50 in all,' at 78.225049, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.0066 and 1 more' at 78.225049, 5 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$100, saves 23 %,' at 101.60125, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$104 in all, 2 losses' at 101.60125, 6 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$77.15, saves 41 %,' at 78.225049, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$84.50 in all, 2 losses' at 78.225049, 7 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$63.95, saves 51 %,' at 65.268144, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'but quality -0.063' at 65.268144, 8 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$94.85, saves 28 %,' at 99.533404, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label '$101 in all, 2 losses' at 99.533404, 9 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$7.46' at 7.988815, 10 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:171.23366]
set yrange [10.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$25' 25, '$50' 50, '$75' 75, '$100' 100, '$125' 125)
set ytics ('naive' 1, 'bag of words .85' 2, 'n-grams .85' 3, 'wordllama .85' 4, 'minilm .85' 5, 'minilm .85, LRU 2000' 6, 'minilm .85, HNSW' 7, 'two tiers' 8, 'verified 2 %%' 9, 'oracle *' 10)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'minilm .85 saves 35 % of naive’s $131 a month in all; quality -0.0066, 0.71 %' at screen 0.02, screen 0.96666667 left font ',14'
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
set label 9010 'Recorded questions with intents: which embedder, threshold and rule pays? · clinc150 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
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
set label 9000 'minilm .85 saves 35 % of naive’s $131 a month in all; quality -0.0066, 0.71 %' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
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
set label 9010 'Recorded questions with intents: which embedder, threshold and rule pays? · clinc150 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
