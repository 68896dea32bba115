# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
21.033713 0.65038168
382.03259 0.65038168
382.03259 0.7043257
427.1022 0.7043257
427.1022 0.89872774
1107.2383 0.89872774
EOD
$point0 << EOD
962.81595 0.85750636 24.648519 0.026901751
EOD
$point1 << EOD
21.033713 0.65038168 0.55146339 0.016658425
EOD
$point2 << EOD
766.97104 0.81679389 31.660624 0.03298563
EOD
$point3 << EOD
711.87677 0.8178117 50.266671 0.02338847
EOD
$point4 << EOD
382.03259 0.7043257 18.651793 0.024716516
EOD
$point5 << EOD
796.21266 0.82391858 116.47988 0.043170164
EOD
$point6 << EOD
645.6707 0.80966921 67.18181 0.044367504
EOD
$point7 << EOD
624.74776 0.81068702 46.693299 0.030843098
EOD
$point8 << EOD
641.44917 0.81628499 42.336227 0.015217928
EOD
$point9 << EOD
427.1022 0.89872774 37.747301 0.020402321
EOD
$point10 << EOD
481.71864 0.78625954 51.970029 0.031594504
EOD
$point11 << EOD
321.05714 0.93384224 8.6407795 0.012438769
EOD
$ruled << EOD
21.033713 0.65038168
382.03259 0.7043257
481.71864 0.78625954
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'all strong' at first 962.81595, first 0.85750636 left front font ',10' textcolor rgb '#737373' offset screen 0.01, screen 0.02037037
set label 'all weak' at first 21.033713, first 0.65038168 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen 0.02037037
set label 'random' at first 766.97104, first 0.81679389 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen -0.02037037
set label 'length' at first 711.87677, first 0.8178117 center front font ',10' textcolor rgb '#00835F' offset screen 0, screen 0.02962963
set label 'keywords' at first 382.03259, first 0.7043257 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen -0.02037037
set label '50 labels' at first 796.21266, first 0.82391858 left front font ',10' textcolor rgb '#9A6B00' offset screen 0.01, screen 0.02037037
set label 'knn' at first 645.6707, first 0.80966921 left front font ',10' textcolor rgb '#3B7CA1' offset screen 0.01, screen -0.02037037
set label 'linear' at first 624.74776, first 0.81068702 right front font ',10' textcolor rgb '#000000' offset screen -0.01, screen 0.02037037
set label 'combined' at first 641.44917, first 0.81628499 right front font ',10' textcolor rgb '#0072B2' offset screen -0.01, screen -0.02037037
set label 'cascade' at first 427.1022, first 0.89872774 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen 0.02037037
set label 'cascade 0.4' at first 481.71864, first 0.78625954 left front font ',10' textcolor rgb '#00835F' offset screen 0.01, screen -0.02037037
set label 'oracle' at first 321.05714, first 0.93384224 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen 0.02037037
set xrange [0:1107.2383]
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600, '$800' 800, '$1,000' 1000)
set yrange [0.59935878:0.98486514]
set ytics ('0.60' 0.6, '0.70' 0.7, '0.80' 0.8, '0.90' 0.9)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 'From cheap to good: all weak, keywords and cascade; cascade costs least of those' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8003 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'GSM8K: which router beats sending the same share to GPT-4 at random, and by how much? · routing-gsm8k · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $point6 using 1:2:3 with xerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2 with points pt 14 ps 1.6 lw 2 lc rgb '#56B4E9' notitle, \
  $point7 using 1:2:3 with xerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2:4 with yerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#000000' notitle, \
  $point8 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point9 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point10 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2 with points pt 12 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point11 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 'From cheap to good: all weak, keywords and cascade; cascade costs least of those' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8003 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'GSM8K: which router beats sending the same share to GPT-4 at random, and by how much? · routing-gsm8k · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $point6 using 1:2:3 with xerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2 with points pt 14 ps 1.6 lw 2 lc rgb '#56B4E9' notitle, \
  $point7 using 1:2:3 with xerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2:4 with yerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#000000' notitle, \
  $point8 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point9 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point10 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2 with points pt 12 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point11 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
