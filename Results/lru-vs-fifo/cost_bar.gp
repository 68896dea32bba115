# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 110.29839 0.72571429 1.2742857
0 2 0 102.13491 1.7257143 2.2742857
0 3 0 85.252993 2.7257143 3.2742857
0 4 0 84.811775 3.7257143 4.2742857
0 5 0 83.374428 4.7257143 5.2742857
0 6 0 64.660186 5.7257143 6.2742857
EOD
$part1 << EOD
110.29839 1 110.29839 247.27309 0.72571429 1.2742857
102.13491 2 102.13491 228.91295 1.7257143 2.2742857
85.252993 3 85.252993 191.3454 2.7257143 3.2742857
84.811775 4 84.811775 190.33941 3.7257143 4.2742857
83.374428 5 83.374428 187.22931 4.7257143 5.2742857
64.660186 6 64.660186 145.20592 5.7257143 6.2742857
EOD
$total << EOD
247.27309 1 1.330485
228.91295 2 1.365288
191.3454 3 1.8381278
190.33941 4 1.7668943
187.22931 5 1.251249
145.20592 6 0.95005862
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.20740741
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
set key at screen 0.5, screen 0.025925926 center bottom horizontal noenhanced Left reverse samplen 2.5 width 2 maxrows 3 font ',10'
set label 's3fifo saves 24 % of fifo''s $247.27 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label '$247.27, baseline' at 248.60357, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$228.91, saves 7.4 %' at 230.27824, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$191.35, saves 23 %' at 193.18352, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$190.34, saves 23 %' at 192.10631, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$187.23, saves 24 %' at 188.48056, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$145.21, saves 41 %' at 146.15598, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:328.15672]
set yrange [6.6:0.4]
set grid noytics xtics
set xtics ('$0.00' 0, '$50.00' 50, '$100.00' 100, '$150.00' 150, '$200.00' 200)
set ytics ('fifo' 1, 'lru' 2, 'lfu' 3, 'sieve' 4, 's3fifo' 5, 'belady *' 6)
set xlabel 'Cost per 30 days (US dollars)'
set label '* bound: cannot be deployed' at screen 0.98, screen 0.02 right front font ',9' textcolor rgb '#666666'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.svg'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
