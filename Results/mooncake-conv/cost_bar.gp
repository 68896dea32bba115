# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 265271.13 0.81714286 1.1828571
0 2 0 195316.48 1.8171429 2.1828571
0 3 0 179600.78 2.8171429 3.1828571
0 4 0 173134.34 3.8171429 4.1828571
EOD
$part1 << EOD
265271.13 1 265271.13 265271.13 0.81714286 1.1828571
195316.48 2 195316.48 230293.8 1.8171429 2.1828571
179600.78 3 179600.78 222435.96 2.8171429 3.1828571
173134.34 4 173134.34 219202.73 3.8171429 4.1828571
EOD
$part2 << EOD
265271.13 1 265271.13 295478.5 0.81714286 1.1828571
230293.8 2 230293.8 260501.18 1.8171429 2.1828571
222435.96 3 222435.96 252643.33 2.8171429 3.1828571
219202.73 4 219202.73 249410.11 3.8171429 4.1828571
EOD
$total << EOD
295478.5 1 0
260501.18 2 1.0417392
252643.33 3 0
249410.11 4 0
EOD
set lmargin at screen 0.12266667
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.20740741
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
set key at screen 0.5, screen 0.025925926 center bottom horizontal noenhanced Left reverse samplen 2.5 width 2 maxrows 3 font ',10'
set label '1 h saves 16 % of no cache''s $295,479 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 'Mooncake''s conversation trace: what does the provider''s prompt cache save? · mooncake-conv · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label '$295,479, baseline' at 295478.5, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$260,501, saves 12 %' at 260502.22, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$252,643, saves 14 %' at 252643.33, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$249,410, saves 16 %' at 249410.11, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:390031.62]
set yrange [4.6:0.4]
set grid noytics xtics
set xtics ('$0.00' 0, '$50,000' 50000, '$100,000' 100000, '$150,000' 150000, '$200,000' 200000, '$250,000' 250000)
set ytics ('no cache' 1, '5 min' 2, '10 min' 3, '1 h' 4)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.svg'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' title 'cached input', \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' title 'cached input', \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
