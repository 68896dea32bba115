# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 17056.849 0.8 1.2
0 2 0 12297.886 1.8 2.2
0 3 0 11898.909 2.8 3.2
0 4 0 2800.4906 3.8 4.2
0 5 0 631.28058 4.8 5.2
EOD
$part1 << EOD
17056.849 1 17056.849 17056.849 0.8 1.2
12297.886 2 12297.886 12297.886 1.8 2.2
11898.909 3 11898.909 11898.909 2.8 3.2
2800.4906 4 2800.4906 4214.6053 3.8 4.2
631.28058 5 631.28058 929.17098 4.8 5.2
EOD
$part2 << EOD
17056.849 1 17056.849 30335.87 0.8 1.2
12297.886 2 12297.886 21886.038 1.8 2.2
11898.909 3 11898.909 21175.474 2.8 3.2
4214.6053 4 4214.6053 8618.5137 3.8 4.2
929.17098 5 929.17098 1885.1017 4.8 5.2
EOD
$part3 << EOD
30335.87 1 30335.87 30335.87 0.8 1.2
21886.038 2 21886.038 21886.038 1.8 2.2
21175.474 3 21175.474 21178.938 2.8 3.2
8618.5137 4 8618.5137 8621.9787 3.8 4.2
1885.1017 5 1885.1017 1885.1017 4.8 5.2
EOD
$total << EOD
30335.87 1 211.75582
21886.038 2 73.221074
21178.938 3 77.375595
8621.9787 4 92.551207
1885.1017 5 74.143972
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$30,336, baseline' at 30547.626, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$21,886, saves 28 %' at 21959.259, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$21,179, saves 30 %' at 21256.314, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$8,622, saves 72 %' at 8714.5299, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,885, saves 94 %' at 1959.2457, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:40737.318]
set yrange [5.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$10,000' 10000, '$20,000' 20000, '$30,000' 30000)
set ytics ('naive' 1, 'exact' 2, 'semantic' 3, 'full' 4, 'oracle *' 5)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'full saves 72 % of naive’s $30,336 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8003 'embedding' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
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
set label 9000 'full saves 72 % of naive’s $30,336 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'output' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8003 'embedding' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#CC79A7' fs solid 1 noborder
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
