# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 217.41902 0.68 1.32
0 2 0 13.045141 1.68 2.32
0 3 0 43.202109 2.68 3.32
0 4 0 21.33199 3.68 4.32
0 5 0 59.600233 4.68 5.32
0 6 0 37.56968 5.68 6.32
0 7 0 44.606404 6.68 7.32
0 8 0 44.941694 7.68 8.32
0 9 0 43.488012 8.68 9.32
0 10 0 43.713323 9.68 10.32
EOD
$part1 << EOD
217.41902 1 217.41902 631.24987 0.68 1.32
13.045141 2 13.045141 37.874992 1.68 2.32
43.202109 3 43.202109 125.71365 2.68 3.32
21.33199 4 21.33199 62.066514 3.68 4.32
59.600233 5 59.600233 147.03696 4.68 5.32
37.56968 6 37.56968 109.41773 5.68 6.32
44.606404 7 44.606404 128.80501 6.68 7.32
44.941694 8 44.941694 129.63978 7.68 8.32
43.488012 9 43.488012 126.51334 8.68 9.32
43.713323 10 43.713323 126.02893 9.68 10.32
EOD
$part2 << EOD
631.24987 1 631.24987 631.24987 0.68 1.32
37.874992 2 37.874992 37.874992 1.68 2.32
125.71365 3 125.71365 125.71365 2.68 3.32
62.066514 4 62.066514 62.066514 3.68 4.32
147.03696 5 147.03696 147.03696 4.68 5.32
109.41773 6 109.41773 159.57773 5.68 6.32
128.80501 7 128.80501 128.80501 6.68 7.32
129.63978 8 129.63978 129.63978 7.68 8.32
126.51334 9 126.51334 126.51334 8.68 9.32
126.02893 10 126.02893 126.02893 9.68 10.32
EOD
$hatched << EOD
0 2 0 37.874992 1.68 2.32
0 3 0 125.71365 2.68 3.32
0 4 0 62.066514 3.68 4.32
0 5 0 147.03696 4.68 5.32
0 6 0 159.57773 5.68 6.32
0 7 0 128.80501 6.68 7.32
0 8 0 129.63978 7.68 8.32
EOD
$total << EOD
631.24987 1 8.3668125
37.874992 2 0.50200875
125.71365 3 2.6426382
62.066514 4 2.6439146
147.03696 5 3.8551866
159.57773 6 7.5135422
128.80501 7 8.9529975
129.63978 8 5.6765175
126.51334 9 11.592278
126.02893 10 2.1050573
EOD
set lmargin at screen 0.16177778
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$631, baseline' at 639.61668, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$37.87, saves 94 %, but quality -0.17' at 38.377001, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$126, saves 80 %, but quality -0.15' at 128.35628, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$62.07, saves 90 %, but quality -0.17' at 64.710429, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$147, saves 77 %, but quality -0.15' at 150.89214, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$160, saves 75 %, but quality -0.16' at 167.09127, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$129, saves 80 %, but quality -0.15' at 137.75801, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$130, saves 79 %, but quality -0.15' at 135.31629, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$127' at 138.10562, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$126' at 128.13399, 10 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:787.45466]
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
