# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 1075.2819 0.76 1.24
0 2 0 510.55535 1.76 2.24
0 3 0 506.66671 2.76 3.24
0 4 0 432.62506 3.76 4.24
0 5 0 387.60059 4.76 5.24
0 6 0 177.00483 5.76 6.24
EOD
$part1 << EOD
1075.2819 1 1075.2819 3297.373 0.76 1.24
510.55535 2 510.55535 1551.0187 1.76 2.24
506.66671 3 506.66671 1539.2682 2.76 3.24
432.62506 4 432.62506 1313.2678 3.76 4.24
387.60059 5 387.60059 1173.3635 4.76 5.24
177.00483 6 177.00483 526.37753 5.76 6.24
EOD
$part2 << EOD
3297.373 1 3297.373 3297.373 0.76 1.24
1551.0187 2 1551.0187 1551.0187 1.76 2.24
1539.2682 3 1539.2682 1539.4607 2.76 3.24
1313.2678 4 1313.2678 1313.482 3.76 4.24
1173.3635 5 1173.3635 1173.593 4.76 5.24
526.37753 6 526.37753 526.37753 5.76 6.24
EOD
$total << EOD
3297.373 1 10.957995
1551.0187 2 8.2930298
1539.4607 3 8.612083
1313.482 4 8.7131706
1173.593 5 9.5053449
526.37753 6 8.3938776
EOD
set lmargin at screen 0.21066667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$3,297, baseline' at 3308.331, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,551, saves 53 %' at 1559.3117, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,539, saves 53 %' at 1548.0728, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,313, saves 60 %' at 1322.1952, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,174, saves 64 %' at 1183.0983, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$526, saves 84 %' at 534.77141, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:4590.1068]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ytics ('naive' 1, 'exact' 2, 'semantic 0.95' 3, 'semantic 0.85' 4, 'bag of words 0.85' 5, 'oracle *' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'bag of words 0.85 saves 64 % of naive’s $3,297 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.33555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.30222222, screen 0.031481481 to screen 0.32666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.47333333, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44, screen 0.031481481 to screen 0.46444444, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.61111111, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.57777778, screen 0.031481481 to screen 0.60222222, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'bag of words 0.85 saves 64 % of naive’s $3,297 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.33555556, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.30222222, screen 0.031481481 to screen 0.32666667, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.47333333, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44, screen 0.031481481 to screen 0.46444444, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'embedding' at screen 0.61111111, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.57777778, screen 0.031481481 to screen 0.60222222, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
