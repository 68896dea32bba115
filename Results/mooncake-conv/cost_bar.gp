# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 265271.13 0.84 1.16
0 2 0 195316.48 1.84 2.16
0 3 0 179600.78 2.84 3.16
0 4 0 173134.34 3.84 4.16
EOD
$part1 << EOD
265271.13 1 265271.13 265271.13 0.84 1.16
195316.48 2 195316.48 230293.8 1.84 2.16
179600.78 3 179600.78 222435.96 2.84 3.16
173134.34 4 173134.34 219202.73 3.84 4.16
EOD
$part2 << EOD
265271.13 1 265271.13 295478.5 0.84 1.16
230293.8 2 230293.8 260501.18 1.84 2.16
222435.96 3 222435.96 252643.33 2.84 3.16
219202.73 4 219202.73 249410.11 3.84 4.16
EOD
$total << EOD
295478.5 1 7509.6334
260501.18 2 7811.6957
252643.33 3 8072.7194
249410.11 4 7232.3162
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$295,479, baseline' at 302988.13, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$260,501, saves 12 %' at 268312.87, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$252,643, saves 14 %' at 260716.05, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$249,410, saves 16 %' at 256642.42, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:389029.39]
set yrange [4.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$100,000' 100000, '$200,000' 200000, '$300,000' 300000)
set ytics ('no cache' 1, '5 min' 2, '10 min' 3, '1 h' 4)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 '1 h saves 16 % of no cache’s $295,479 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.29555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.26222222, screen 0.031481481 to screen 0.28666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.46, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42666667, screen 0.031481481 to screen 0.45111111, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.62444444, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59111111, screen 0.031481481 to screen 0.61555556, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Mooncake’s conversation trace: what does the provider’s prompt cache save? · mooncake-conv · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 '1 h saves 16 % of no cache’s $295,479 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.29555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.26222222, screen 0.031481481 to screen 0.28666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.46, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42666667, screen 0.031481481 to screen 0.45111111, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.62444444, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59111111, screen 0.031481481 to screen 0.61555556, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Mooncake’s conversation trace: what does the provider’s prompt cache save? · mooncake-conv · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
