# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 41.303945 0.84 1.16
0 2 0 29.376384 1.84 2.16
0 3 0 28.997696 2.84 3.16
0 4 0 17.115877 3.84 4.16
EOD
$part1 << EOD
41.303945 1 41.303945 471.41132 0.84 1.16
29.376384 2 29.376384 335.13536 1.84 2.16
28.997696 3 28.997696 330.36693 2.84 3.16
17.115877 4 17.115877 179.20209 3.84 4.16
EOD
$part2 << EOD
471.41132 1 471.41132 471.41132 0.84 1.16
335.13536 2 335.13536 335.13536 1.84 2.16
330.36693 3 330.36693 330.51934 2.84 3.16
179.20209 4 179.20209 179.20209 3.84 4.16
EOD
$total << EOD
471.41132 1 102.35422
335.13536 2 66.165804
330.51934 3 65.413216
179.20209 4 31.432065
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$471, baseline' at 573.76555, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$335, saves 29 %, if no hit is stale' at 401.30116, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$331, saves 30 %, 0.07 % false and 1 more' at 395.93255, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$179' at 210.63415, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:737.85664]
set yrange [4.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$100' 100, '$200' 200, '$300' 300, '$400' 400, '$500' 500)
set ytics ('naive' 1, 'exact' 2, 'semantic' 3, 'oracle *' 4)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'semantic saves 30 % of naive’s $471 a month; 0.07 % false, if no hit is stale' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.33555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.30222222, screen 0.031481481 to screen 0.32666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.47333333, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44, screen 0.031481481 to screen 0.46444444, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.61111111, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.57777778, screen 0.031481481 to screen 0.60222222, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'A recorded chat log: what would each cache have saved? · recorded-chat · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'semantic saves 30 % of naive’s $471 a month; 0.07 % false, if no hit is stale' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.33555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.30222222, screen 0.031481481 to screen 0.32666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.47333333, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44, screen 0.031481481 to screen 0.46444444, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.61111111, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.57777778, screen 0.031481481 to screen 0.60222222, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'A recorded chat log: what would each cache have saved? · recorded-chat · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
