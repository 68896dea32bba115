# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 7435.6447 0.8 1.2
0 2 0 5365.1693 1.8 2.2
0 3 0 5191.4848 2.8 3.2
0 4 0 2389.0118 3.8 4.2
0 5 0 525.10679 4.8 5.2
EOD
$part1 << EOD
7435.6447 1 7435.6447 7435.6447 0.8 1.2
5365.1693 2 5365.1693 5365.1693 1.8 2.2
5191.4848 3 5191.4848 5191.4848 2.8 3.2
2389.0118 4 2389.0118 2423.3118 3.8 4.2
525.10679 5 525.10679 530.38474 4.8 5.2
EOD
$part2 << EOD
7435.6447 1 7435.6447 22286.861 0.8 1.2
5365.1693 2 5365.1693 16084.988 1.8 2.2
5191.4848 3 5191.4848 15562.682 2.8 3.2
2423.3118 4 2423.3118 7346.9429 3.8 4.2
530.38474 5 530.38474 1598.0327 4.8 5.2
EOD
$part3 << EOD
22286.861 1 22286.861 22286.861 0.8 1.2
16084.988 2 16084.988 16084.988 1.8 2.2
15562.682 3 15562.682 15566.507 2.8 3.2
7346.9429 4 7346.9429 7350.7686 3.8 4.2
1598.0327 5 1598.0327 1598.0327 4.8 5.2
EOD
$total << EOD
22286.861 1 30.281956
16084.988 2 30.552039
15566.507 3 30.808411
7350.7686 4 93.285693
1598.0327 5 73.40741
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$22,287, baseline' at 22317.143, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$16,085, saves 28 %,' at 16115.54, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.012 and 1 more' at 16115.54, 2 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$15,567, saves 30 %,' at 15597.316, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.015 and 2 more' at 15597.316, 3 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$7,351, saves 67 %,' at 7444.0543, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.024 and 3 more' at 7444.0543, 4 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$1,598' at 1671.4401, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:28272.351]
set yrange [5.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$5,000' 5000, '$10,000' 10000, '$15,000' 15000, '$20,000' 20000)
set ytics ('naive' 1, 'exact' 2, 'semantic' 3, 'full' 4, 'oracle *' 5)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'full saves 67 % of naive’s $22,287 a month; quality -0.024, 0.17 % false, and 2' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'more losses' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8003 'embedding' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'full saves 67 % of naive’s $22,287 a month; quality -0.024, 0.17 % false, and 2' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'more losses' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8003 'embedding' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
