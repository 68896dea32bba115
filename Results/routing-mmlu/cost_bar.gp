# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 3042.0406 0.68 1.32
0 2 0 182.52244 1.68 2.32
0 3 0 2184.6241 2.68 3.32
0 4 0 2512.2994 3.68 4.32
0 5 0 436.61398 4.68 5.32
0 6 0 1950.5913 5.68 6.32
0 7 0 1790.8619 6.68 7.32
0 8 0 1683.3455 7.68 8.32
0 9 0 1847.4157 8.68 9.32
0 10 0 1718.3795 9.68 10.32
0 11 0 1323.736 10.68 11.32
0 12 0 1593.8406 11.68 12.32
0 13 0 731.56342 12.68 13.32
EOD
$part1 << EOD
3042.0406 1 3042.0406 3119.8006 0.68 1.32
182.52244 2 182.52244 184.07764 1.68 2.32
2184.6241 3 2184.6241 2238.7809 2.68 3.32
2512.2994 4 2512.2994 2554.1715 3.68 4.32
436.61398 5 436.61398 453.62725 4.68 5.32
1950.5913 6 1950.5913 1997.6812 5.68 6.32
1790.8619 7 1790.8619 1828.7754 6.68 7.32
1683.3455 8 1683.3455 1716.8915 7.68 8.32
1847.4157 9 1847.4157 1883.9506 8.68 9.32
1718.3795 10 1718.3795 1750.6626 9.68 10.32
1323.736 11 1323.736 1352.4998 10.68 11.32
1593.8406 12 1593.8406 1631.2186 11.68 12.32
731.56342 13 731.56342 746.26811 12.68 13.32
EOD
$part2 << EOD
3119.8006 1 3119.8006 3119.8006 0.68 1.32
184.07764 2 184.07764 184.07764 1.68 2.32
2238.7809 3 2238.7809 2238.7809 2.68 3.32
2554.1715 4 2554.1715 2554.1715 3.68 4.32
453.62725 5 453.62725 453.62725 4.68 5.32
1997.6812 6 1997.6812 1997.6812 5.68 6.32
1828.7754 7 1828.7754 1828.7754 6.68 7.32
1716.8915 8 1716.8915 1716.8915 7.68 8.32
1883.9506 9 1883.9506 1883.9506 8.68 9.32
1750.6626 10 1750.6626 1750.6626 9.68 10.32
1352.4998 11 1352.4998 1398.5192 10.68 11.32
1631.2186 12 1631.2186 1677.238 11.68 12.32
746.26811 13 746.26811 746.26811 12.68 13.32
EOD
$hatched << EOD
0 2 0 184.07764 1.68 2.32
0 5 0 453.62725 4.68 5.32
EOD
$total << EOD
3119.8006 1 81.932248
184.07764 2 4.9159349
2238.7809 3 53.705002
2554.1715 4 111.76479
453.62725 5 7.4455873
1997.6812 6 1467.1606
1828.7754 7 89.65549
1716.8915 8 136.51236
1883.9506 9 109.7475
1750.6626 10 147.82341
1398.5192 11 62.28506
1677.238 12 87.628086
746.26811 13 19.175099
EOD
set lmargin at screen 0.152
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$3,120, baseline' at 3201.7329, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$184, saves 94 %, but quality -0.12' at 188.99357, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$2,239, saves 28 %, quality -0.038' at 2292.4859, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$2,554, saves 18 %, quality -0.040' at 2665.9363, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$454, saves 85 %, but quality -0.11' at 461.07284, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,998, saves 36 % within chance,' at 3464.8418, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'perhaps quality -0.047' at 3464.8418, 6 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$1,829, saves 41 %, quality -0.040' at 1918.4308, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,717, saves 45 %, quality -0.044' at 1853.4039, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,884, saves 40 %, quality -0.036' at 1993.6981, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,751, saves 44 %, quality -0.042' at 1898.4861, 10 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,399, saves 55 %' at 1460.8043, 11 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,677, saves 46 %,' at 1764.8661, 12 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.036 and 1 more' at 1764.8661, 12 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$746' at 765.44321, 13 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:5706.2489]
set yrange [13.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ytics ('all strong' 1, 'all weak' 2, 'random' 3, 'length' 4, 'keywords' 5, '50 labels' 6, 'knn' 7, 'domain' 8, 'linear' 9, 'combined' 10, 'cascade' 11, 'cascade 0.4' 12, 'oracle *' 13)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'cascade saves 55 % of all strong’s $3,120 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'MMLU: which router beats sending the same share to GPT-4 at random, and by how much? · routing-mmlu · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
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
set label 9000 'cascade saves 55 % of all strong’s $3,120 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.19555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.16222222, screen 0.031481481 to screen 0.18666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.36888889, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.33555556, screen 0.031481481 to screen 0.36, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 8003 'breaks a rule' at screen 0.71555556, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8503 rectangle from screen 0.68222222, screen 0.031481481 to screen 0.70666667, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'MMLU: which router beats sending the same share to GPT-4 at random, and by how much? · routing-mmlu · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
