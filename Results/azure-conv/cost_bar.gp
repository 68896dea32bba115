# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 41377.761 0.84 1.16
0 2 0 2482.6656 1.84 2.16
0 3 0 21958.371 2.84 3.16
0 4 0 30734.627 3.84 4.16
EOD
$part1 << EOD
41377.761 1 41377.761 71639.953 0.84 1.16
2482.6656 2 2482.6656 4298.3972 1.84 2.16
21958.371 3 21958.371 37966.829 2.84 3.16
30734.627 4 30734.627 54765.484 3.84 4.16
EOD
$hatched << EOD
0 2 0 4298.3972 1.84 2.16
0 3 0 37966.829 2.84 3.16
0 4 0 54765.484 3.84 4.16
EOD
$total << EOD
71639.953 1 12941.606
4298.3972 2 776.49635
37966.829 3 6703.7877
54765.484 4 6109.3361
EOD
set lmargin at screen 0.17155556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$71,640, baseline' at 84581.559, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$4,298, saves 94 %, but quality -0.080' at 5074.8935, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$37,967, saves 47 %, but quality -0.040' at 44670.616, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$54,765, saves 24 % within chance,' at 60874.82, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'but quality -0.019' at 60874.82, 4 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set xrange [0:108939.1]
set yrange [4.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$20,000' 20000, '$40,000' 40000, '$60,000' 60000, '$80,000' 80000)
set ytics ('gpt-4o' 1, 'mini' 2, 'mini for half' 3, 'limited' 4)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'Nothing that keeps the rules costs less than gpt-4o' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'breaks a rule' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8502 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Azure’s conversation trace: what would its hour cost, and where do quotas bite? · azure-conv · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'Nothing that keeps the rules costs less than gpt-4o' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'breaks a rule' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8502 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'Azure’s conversation trace: what would its hour cost, and where do quotas bite? · azure-conv · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
