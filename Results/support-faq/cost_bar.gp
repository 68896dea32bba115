# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 77.505131 0.76 1.24
0 2 0 18.842292 1.76 2.24
0 3 0 33.386982 2.76 3.24
0 4 0 16.295205 3.76 4.24
0 5 0 18.838954 4.76 5.24
0 6 0 10.431498 5.76 6.24
EOD
$part1 << EOD
77.505131 1 77.505131 251.30195 0.76 1.24
18.842292 2 18.842292 60.63455 1.76 2.24
33.386982 3 33.386982 107.77717 2.76 3.24
16.295205 4 16.295205 52.669882 3.76 4.24
18.838954 5 18.838954 60.625043 4.76 5.24
10.431498 6 10.431498 33.937228 5.76 6.24
EOD
$hatched << EOD
0 2 0 60.63455 1.76 2.24
0 3 0 107.77717 2.76 3.24
0 4 0 52.669882 3.76 4.24
0 5 0 60.625043 4.76 5.24
EOD
$total << EOD
251.30195 1 2.689227
60.63455 2 0.99155996
107.77717 3 1.5988047
52.669882 4 0.47114278
60.625043 5 0.99092503
33.937228 6 0.55539751
EOD
set lmargin at screen 0.17155556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$251, baseline' at 253.99117, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$60.63, saves 76 %, but quality -0.078' at 61.62611, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$108, saves 57 %, but quality -0.059' at 109.37598, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$52.67, saves 79 %, but quality -0.083' at 53.141025, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$60.63, saves 76 %, but quality -0.078' at 61.615968, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$33.94' at 34.492626, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:313.58883]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$50' 50, '$100' 100, '$150' 150, '$200' 200, '$250' 250)
set ytics ('naive' 1, 'printed' 2, 'as told' 3, 'one TTL' 4, 'single-flight' 5, 'oracle *' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'Nothing that keeps the rules costs less than naive' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'breaks a rule' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8502 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'A side project’s $238 bill: what do exact caching, its TTL rule and single-flight save? · support-faq · 20 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'Nothing that keeps the rules costs less than naive' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'breaks a rule' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8502 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'A side project’s $238 bill: what do exact caching, its TTL rule and single-flight save? · support-faq · 20 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
