# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 0 0.76 1.24
0 2 0 1763.002 1.76 2.24
0 3 0 957.48566 2.76 3.24
0 4 0 373.16959 3.76 4.24
0 5 0 994.19324 4.76 5.24
0 6 0 1024.1029 5.76 6.24
EOD
$part1 << EOD
0 1 0 18713.839 0.76 1.24
1763.002 2 1763.002 11310.43 1.76 2.24
957.48566 3 957.48566 12693.299 2.76 3.24
373.16959 4 373.16959 15202.684 3.76 4.24
994.19324 5 994.19324 17009.056 4.76 5.24
1024.1029 6 1024.1029 15021.985 5.76 6.24
EOD
$part2 << EOD
18713.839 1 18713.839 34155.539 0.76 1.24
11310.43 2 11310.43 21350.526 1.76 2.24
12693.299 3 12693.299 24335.551 2.76 3.24
15202.684 4 15202.684 28425.999 3.76 4.24
17009.056 5 17009.056 29950.037 4.76 5.24
15021.985 6 15021.985 27102.979 5.76 6.24
EOD
$part3 << EOD
34155.539 1 34155.539 43198.816 0.76 1.24
21350.526 2 21350.526 34541.015 1.76 2.24
24335.551 3 24335.551 36431.164 2.76 3.24
28425.999 4 28425.999 39010.914 3.76 4.24
29950.037 5 29950.037 40005.417 4.76 5.24
27102.979 6 27102.979 38051.555 5.76 6.24
EOD
$hatched << EOD
0 2 0 34541.015 1.76 2.24
EOD
$total << EOD
43198.816 1 5713.7966
34541.015 2 3839.3567
36431.164 3 4018.742
39010.914 4 4469.4048
40005.417 5 5025.3116
38051.555 6 4383.6126
EOD
set lmargin at screen 0.16177778
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$43,199, baseline' at 48912.613, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$34,541, saves 20 %, but quality -0.0056' at 38380.372, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$36,431, saves 16 %, quality -0.0018' at 40449.906, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$39,011, saves 9.6 %, quality -0.00049' at 43480.318, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$40,005, saves 7.3 %, quality -0.00072' at 45030.728, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$38,052, saves 12 %, quality -0.0010' at 42435.168, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:82291.271]
set yrange [6.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$10,000' 10000, '$20,000' 20000, '$30,000' 30000, '$40,000' 40000)
set ytics ('never' 1, 'at 30k' 2, 'at 60k' 3, 'at 120k' 4, 'cold' 5, 'cold or 120k' 6)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'at 60k saves 16 % of never’s $43,199 a month; quality -0.0018' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.10888889, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.075555556, screen 0.031481481 to screen 0.1, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8004 'breaks a rule' at screen 0.80222222, screen 0.040740741 left font ',10'
set object 8004 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8504 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'When should an agent’s context be compacted, where the cache makes its history cheap? · compaction · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'at 60k saves 16 % of never’s $43,199 a month; quality -0.0018' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.10888889, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.075555556, screen 0.031481481 to screen 0.1, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.28222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.24888889, screen 0.031481481 to screen 0.27333333, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.45555556, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.42222222, screen 0.031481481 to screen 0.44666667, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.62888889, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.59555556, screen 0.031481481 to screen 0.62, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8004 'breaks a rule' at screen 0.80222222, screen 0.040740741 left font ',10'
set object 8004 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8504 rectangle from screen 0.76888889, screen 0.031481481 to screen 0.79333333, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'When should an agent’s context be compacted, where the cache makes its history cheap? · compaction · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
