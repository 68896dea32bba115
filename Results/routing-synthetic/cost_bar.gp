# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 217.88858 0.68 1.32
0 2 0 13.073314 1.68 2.32
0 3 0 43.295621 2.68 3.32
0 4 0 21.378158 3.68 4.32
0 5 0 59.709607 4.68 5.32
0 6 0 37.688382 5.68 6.32
0 7 0 44.702216 6.68 7.32
0 8 0 45.038127 7.68 8.32
0 9 0 43.582119 8.68 9.32
0 10 0 43.80707 9.68 10.32
EOD
$part1 << EOD
217.88858 1 217.88858 631.03913 0.68 1.32
13.073314 2 13.073314 37.862348 1.68 2.32
43.295621 3 43.295621 125.67168 2.68 3.32
21.378158 4 21.378158 62.045793 3.68 4.32
59.709607 5 59.709607 146.98787 4.68 5.32
37.688382 6 37.688382 109.36446 5.68 6.32
44.702216 7 44.702216 128.76201 6.68 7.32
45.038127 8 45.038127 129.5965 7.68 8.32
43.582119 9 43.582119 126.4711 8.68 9.32
43.80707 10 43.80707 125.98685 9.68 10.32
EOD
$part2 << EOD
631.03913 1 631.03913 631.03913 0.68 1.32
37.862348 2 37.862348 37.862348 1.68 2.32
125.67168 3 125.67168 125.67168 2.68 3.32
62.045793 4 62.045793 62.045793 3.68 4.32
146.98787 5 146.98787 146.98787 4.68 5.32
109.36446 6 109.36446 159.52446 5.68 6.32
128.76201 7 128.76201 128.76201 6.68 7.32
129.5965 8 129.5965 129.5965 7.68 8.32
126.4711 9 126.4711 126.4711 8.68 9.32
125.98685 10 125.98685 125.98685 9.68 10.32
EOD
$hatched << EOD
0 2 0 37.862348 1.68 2.32
0 3 0 125.67168 2.68 3.32
0 4 0 62.045793 3.68 4.32
0 5 0 146.98787 4.68 5.32
0 6 0 159.52446 5.68 6.32
0 7 0 128.76201 6.68 7.32
0 8 0 129.5965 7.68 8.32
EOD
$total << EOD
631.03912 1 9.3717291
37.862348 2 0.56230375
125.67168 3 2.2274882
62.045793 4 2.7051971
146.98787 5 4.4422109
159.52446 6 7.6647907
128.76201 7 9.0459986
129.5965 8 5.7808946
126.4711 9 11.786324
125.98685 10 2.4692597
EOD
set lmargin at screen 0.16177778
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$631, baseline' at 640.41085, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$37.86, saves 94 %, but quality -0.17' at 38.424651, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$126, saves 80 %, but quality -0.15' at 127.89916, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$62.05, saves 90 %, but quality -0.17' at 64.75099, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$147, saves 77 %, but quality -0.15' at 151.43008, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$160, saves 75 %, but quality -0.16' at 167.18925, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$129, saves 80 %, but quality -0.15' at 137.80801, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$130, saves 79 %, but quality -0.15' at 135.37739, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$126' at 138.25743, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$126' at 128.45611, 10 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:776.89453]
set yrange [10.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600)
set ytics ('strong' 1, 'weak' 2, 'random' 3, 'keywords' 4, 'length' 5, 'knn' 6, 'observer' 7, 'observer 4' 8, 'true class *' 9, 'best gain *' 10)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'Nothing that keeps the rules costs less than strong' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Does a router beat sending the same share to the good model at random? · routing-synthetic · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
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
set label 9000 'Nothing that keeps the rules costs less than strong' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Does a router beat sending the same share to the good model at random? · routing-synthetic · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
