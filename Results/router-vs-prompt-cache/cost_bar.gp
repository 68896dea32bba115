# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 145893.64 0.76 1.24
0 2 0 0 1.76 2.24
0 3 0 93286.716 2.76 3.24
0 4 0 0 3.76 4.24
0 5 0 0 4.76 5.24
0 6 0 0 5.76 6.24
EOD
$part1 << EOD
145893.64 1 145893.64 145893.64 0.76 1.24
0 2 0 13595.511 1.76 2.24
93286.716 3 93286.716 93286.716 2.76 3.24
0 4 0 8127.1818 3.76 4.24
0 5 0 8873.8685 4.76 5.24
0 6 0 9212.9179 5.76 6.24
EOD
$part2 << EOD
145893.64 1 145893.64 145893.64 0.76 1.24
13595.511 2 13595.511 26018.677 1.76 2.24
93286.716 3 93286.716 93286.716 2.76 3.24
8127.1818 4 8127.1818 23145.804 3.76 4.24
8873.8685 5 8873.8685 17299.12 4.76 5.24
9212.9179 6 9212.9179 23359.676 5.76 6.24
EOD
$part3 << EOD
145893.64 1 145893.64 154486.95 0.76 1.24
26018.677 2 26018.677 34611.987 1.76 2.24
93286.716 3 93286.716 98795.561 2.76 3.24
23145.804 4 23145.804 28654.649 3.76 4.24
17299.12 5 17299.12 22947.302 4.76 5.24
23359.676 6 23359.676 29156.143 5.76 6.24
EOD
$hatched << EOD
0 5 0 22947.302 4.76 5.24
EOD
$total << EOD
154486.95 1 9841.7249
34611.987 2 1594.8988
98795.561 3 6460.386
28654.649 4 1242.4085
22947.302 5 3153.1188
29156.143 6 1433.6419
EOD
set lmargin at screen 0.18133333
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$154,487, 346 % more, p95 +1.12 s' at 164328.68, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$34,612, baseline' at 36206.886, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$98,796, 185 % more, quality -0.0068' at 105255.95, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$28,655, saves 17 %, quality -0.0068' at 29897.058, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$22,947, saves 34 %, but quality -0.015' at 26100.421, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$29,156, saves 16 %, quality -0.0060' at 30589.785, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:277334.07]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$50,000' 50000, '$100,000' 100000, '$150,000' 150000)
set ytics ('no cache' 1, 'cache' 2, 'router' 3, 'router + cache' 4, 'sticky + cache' 5, 'gated + cache' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'router + cache saves 17 % of cache’s $34,612 a month; quality -0.0068' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.10888889, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.075555556, screen 0.031481481 to screen 0.1, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8004 'breaks a rule' at screen 0.80222222, screen 0.040740741 left font ',10'
set object 8004 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8504 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Does a router in front of agents break the prompt cache that pays their bill? · router-vs-prompt-cache · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'router + cache saves 17 % of cache’s $34,612 a month; quality -0.0068' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.10888889, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.075555556, screen 0.031481481 to screen 0.1, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8004 'breaks a rule' at screen 0.80222222, screen 0.040740741 left font ',10'
set object 8004 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8504 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Does a router in front of agents break the prompt cache that pays their bill? · router-vs-prompt-cache · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
