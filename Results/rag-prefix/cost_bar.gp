# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 9670.1075 0.88 1.12
0 2 0 0 1.88 2.12
0 3 0 0 2.88 3.12
EOD
$part1 << EOD
9670.1075 1 9670.1075 9670.1075 0.88 1.12
0 2 0 648.97798 1.88 2.12
0 3 0 687.95996 2.88 3.12
EOD
$part2 << EOD
9670.1075 1 9670.1075 9670.1075 0.88 1.12
648.97798 2 648.97798 4623.3034 1.88 2.12
687.95996 3 687.95996 6267.2411 2.88 3.12
EOD
$part3 << EOD
9670.1075 1 9670.1075 16219.246 0.88 1.12
4623.3034 2 4623.3034 11172.369 1.88 2.12
6267.2411 3 6267.2411 12816.307 2.88 3.12
EOD
$total << EOD
16219.246 1 403.9542
11172.369 2 262.24403
12816.307 3 311.4279
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$16,219, baseline' at 16623.2, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$11,172, saves 31 %' at 11434.613, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$12,816, saves 21 %' at 13127.735, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:21059.01]
set yrange [3.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$5,000' 5000, '$10,000' 10000, '$15,000' 15000)
set ytics ('no cache' 1, '5 min' 2, '1 h' 3)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 '5 min saves 31 % of no cache’s $16,219 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Retrieval chat with prompts of 2,200 tokens: what can the provider’s prompt cache save? · rag-prefix · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 '5 min saves 31 % of no cache’s $16,219 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Retrieval chat with prompts of 2,200 tokens: what can the provider’s prompt cache save? · rag-prefix · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
