# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 110.15272 0.76 1.24
0 2 0 101.92943 1.76 2.24
0 3 0 85.332332 2.76 3.24
0 4 0 84.90382 3.76 4.24
0 5 0 83.503579 4.76 5.24
0 6 0 64.570948 5.76 6.24
EOD
$part1 << EOD
110.15272 1 110.15272 247.05989 0.76 1.24
101.92943 2 101.92943 228.64938 1.76 2.24
85.332332 3 85.332332 191.38577 2.76 3.24
84.90382 4 84.90382 190.393 3.76 4.24
83.503579 5 83.503579 187.32161 4.76 5.24
64.570948 6 64.570948 144.90177 5.76 6.24
EOD
$total << EOD
247.05989 1 1.3814195
228.64938 2 1.4084925
191.38577 3 1.8058687
190.393 4 1.7200056
187.32161 5 1.2418005
144.90177 6 0.93787183
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$247, baseline' at 248.44131, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$229, saves 7.5 %' at 230.05787, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$191, saves 23 %' at 193.19164, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$190, saves 23 %' at 192.113, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$187, saves 24 %' at 188.56341, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$145' at 145.83964, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:302.6235]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$50' 50, '$100' 100, '$150' 150, '$200' 200)
set ytics ('fifo' 1, 'lru' 2, 'lfu' 3, 'sieve' 4, 's3fifo' 5, 'belady *' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 's3fifo saves 24 % of fifo’s $247 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.43111111, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.39777778, screen 0.031481481 to screen 0.42222222, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 's3fifo saves 24 % of fifo’s $247 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.43111111, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.39777778, screen 0.031481481 to screen 0.42222222, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
