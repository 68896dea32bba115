# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 41.303945 0.81714286 1.1828571
0 2 0 29.376384 1.8171429 2.1828571
0 3 0 28.997696 2.8171429 3.1828571
0 4 0 17.115877 3.8171429 4.1828571
EOD
$part1 << EOD
41.303945 1 41.303945 471.41132 0.81714286 1.1828571
29.376384 2 29.376384 335.13536 1.8171429 2.1828571
28.997696 3 28.997696 330.36693 2.8171429 3.1828571
17.115877 4 17.115877 179.20209 3.8171429 4.1828571
EOD
$part2 << EOD
471.41132 1 471.41132 471.41132 0.81714286 1.1828571
335.13536 2 335.13536 335.13536 1.8171429 2.1828571
330.36693 3 330.36693 330.51934 2.8171429 3.1828571
179.20209 4 179.20209 179.20209 3.8171429 4.1828571
EOD
$total << EOD
471.41132 1 0
335.13536 2 0
330.51934 3 0
179.20209 4 0
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.20740741
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
set key at screen 0.5, screen 0.025925926 center bottom horizontal noenhanced Left reverse samplen 2.5 width 2 maxrows 3 font ',10'
set label 'semantic saves 30 % of naive''s $471.41 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 'A recorded chat log: what would each cache have saved? · recorded-chat · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label '$471.41, baseline' at 471.41132, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$335.14, saves 29 %' at 335.13536, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$330.52, saves 30 %' at 330.51934, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$179.20, saves 62 %' at 179.20209, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:622.26295]
set yrange [4.6:0.4]
set grid noytics xtics
set xtics ('$0.00' 0, '$100.00' 100, '$200.00' 200, '$300.00' 300, '$400.00' 400)
set ytics ('naive' 1, 'exact' 2, 'semantic' 3, 'oracle *' 4)
set xlabel 'Cost per 30 days (US dollars)'
set label '* bound: cannot be deployed' at screen 0.98, screen 0.02 right front font ',9' textcolor rgb '#666666'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.svg'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' title 'embedding', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#CC79A7' title 'embedding', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
