# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 217.32448 0.68 1.32
0 2 0 13.039469 1.68 2.32
0 3 0 43.091088 2.68 3.32
0 4 0 19.966108 3.68 4.32
0 5 0 59.751535 4.68 5.32
0 6 0 32.362299 5.68 6.32
0 7 0 43.787529 6.68 7.32
0 8 0 42.322955 7.68 8.32
0 9 0 41.795629 8.68 9.32
EOD
$part1 << EOD
217.32448 1 217.32448 630.47503 0.68 1.32
13.039469 2 13.039469 37.828502 1.68 2.32
43.091088 3 43.091088 125.46714 2.68 3.32
19.966108 4 19.966108 58.266353 3.68 4.32
59.751535 5 59.751535 147.66604 4.68 5.32
32.362299 6 32.362299 93.595546 5.68 6.32
43.787529 7 43.787529 126.56084 6.68 7.32
42.322955 8 42.322955 123.17601 7.68 8.32
41.795629 9 41.795629 120.88904 8.68 9.32
EOD
$part2 << EOD
630.47503 1 630.47503 630.47503 0.68 1.32
37.828502 2 37.828502 37.828502 1.68 2.32
125.46714 3 125.46714 125.46714 2.68 3.32
58.266353 4 58.266353 58.266353 3.68 4.32
147.66604 5 147.66604 147.66604 4.68 5.32
93.595546 6 93.595546 145.25555 5.68 6.32
126.56084 7 126.56084 126.56084 6.68 7.32
123.17601 8 123.17601 123.17601 7.68 8.32
120.88904 9 120.88904 120.88904 8.68 9.32
EOD
$total << EOD
630.47503 1 9.9120139
37.828502 2 0.59472083
125.46714 3 2.2595346
58.266353 4 1.5750333
147.66604 5 2.5798204
145.25555 6 11.611236
126.56084 7 2.9546235
123.17601 8 2.7376923
120.88904 9 3.5589997
EOD
set lmargin at screen 0.14222222
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$630, baseline' at 640.38704, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$37.83, saves 94 %' at 38.423222, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$125, saves 80 %' at 127.72668, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$58.27, saves 91 %' at 59.841386, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$148, saves 77 %' at 150.24586, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$145, saves 77 %' at 156.86678, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$127, saves 80 %' at 129.51546, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$123, saves 80 %' at 125.91371, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$121, saves 81 %' at 124.44804, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:860.81012]
set yrange [9.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600)
set ytics ('strong' 1, 'weak' 2, 'random' 3, 'keywords' 4, 'length' 5, 'knn' 6, 'observer' 7, 'observer 4' 8, 'oracle *' 9)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'weak saves 94 % of strong’s $630 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.36222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.32888889, screen 0.031481481 to screen 0.35333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.48222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44888889, screen 0.031481481 to screen 0.47333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.60222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.56888889, screen 0.031481481 to screen 0.59333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 9010 'Does a router beat sending the same share to the good model at random? · routing-synthetic · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'weak saves 94 % of strong’s $630 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.36222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.32888889, screen 0.031481481 to screen 0.35333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.48222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44888889, screen 0.031481481 to screen 0.47333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.60222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.56888889, screen 0.031481481 to screen 0.59333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 9010 'Does a router beat sending the same share to the good model at random? · routing-synthetic · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
