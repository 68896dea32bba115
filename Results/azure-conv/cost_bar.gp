# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 41377.761 0.81714286 1.1828571
0 2 0 2482.6656 1.8171429 2.1828571
0 3 0 21958.371 2.8171429 3.1828571
0 4 0 30734.627 3.8171429 4.1828571
EOD
$part1 << EOD
41377.761 1 41377.761 71639.953 0.81714286 1.1828571
2482.6656 2 2482.6656 4298.3972 1.8171429 2.1828571
21958.371 3 21958.371 37966.829 2.8171429 3.1828571
30734.627 4 30734.627 54765.484 3.8171429 4.1828571
EOD
$total << EOD
71639.953 1 0
4298.3972 2 0
37966.829 3 360.96823
54765.484 4 3.2537536
EOD
set lmargin at screen 0.17155556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.20740741
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
set key at screen 0.5, screen 0.025925926 center bottom horizontal noenhanced Left reverse samplen 2.5 width 2 maxrows 3 font ',10'
set label 'mini saves 94 % of gpt-4o''s $71,640 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 'Azure''s conversation trace: what would its hour cost, and where do quotas bite? · azure-conv · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label '$71,640, baseline' at 71639.953, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$4,298, saves 94 %' at 4298.3972, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$37,967, saves 47 %' at 38327.797, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$54,765, saves 24 %' at 54768.738, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:94564.738]
set yrange [4.6:0.4]
set grid noytics xtics
set xtics ('$0.00' 0, '$20,000' 20000, '$40,000' 40000, '$60,000' 60000)
set ytics ('gpt-4o' 1, 'mini' 2, 'mini for half' 3, 'limited' 4)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.svg'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' title 'input', \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' title 'output', \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
