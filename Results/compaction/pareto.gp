# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
34541.015 0.92438935
36431.164 0.92438935
36431.164 0.92816932
38051.555 0.92816932
38051.555 0.92899952
39010.914 0.92899952
39010.914 0.92951192
43198.816 0.92951192
43198.816 0.93
49678.639 0.93
EOD
$point0 << EOD
43198.816 0.93 5713.7966 6.8926198e-17
EOD
$point1 << EOD
34541.015 0.92438935 3839.3567 0.0005865129
EOD
$point2 << EOD
36431.164 0.92816932 4018.742 0.00022859877
EOD
$point3 << EOD
39010.914 0.92951192 4469.4048 0.000099613479
EOD
$point4 << EOD
40005.417 0.9292843 5025.3116 0.000064265798
EOD
$point5 << EOD
38051.555 0.92899952 4383.6126 0.00011673543
EOD
$ruled << EOD
34541.015 0.92438935
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'never' at first 43198.816, first 0.93 left front font ',10' textcolor rgb '#737373' offset screen 0.01, screen 0.02037037
set label 'at 30k' at first 34541.015, first 0.92438935 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen -0.02037037
set label 'at 60k' at first 36431.164, first 0.92816932 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen -0.02037037
set label 'at 120k' at first 39010.914, first 0.92951192 right front font ',10' textcolor rgb '#00835F' offset screen -0.01, screen 0.02037037
set label 'cold' at first 40005.417, first 0.9292843 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen -0.02037037
set label 'cold or 120k' at first 38051.555, first 0.92899952 right front font ',10' textcolor rgb '#9A6B00' offset screen -0.01, screen 0.02037037
set xrange [0:49678.639]
set xtics ('$0' 0, '$10,000' 10000, '$20,000' 20000, '$30,000' 30000, '$40,000' 40000)
set yrange [0.92337943:0.93100992]
set ytics ('0.9240' 0.924, '0.9260' 0.926, '0.9280' 0.928, '0.9300' 0.93)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 '5 of 6 strategies are on the frontier, from at 30k to never; at 60k costs least' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'of those that keep the rules' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'When should an agent’s context be compacted, where the cache makes its history cheap? · compaction · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 12 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 11 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 '5 of 6 strategies are on the frontier, from at 30k to never; at 60k costs least' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'of those that keep the rules' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'When should an agent’s context be compacted, where the cache makes its history cheap? · compaction · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 12 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 11 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
