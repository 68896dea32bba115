# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.86 0.34526979 0.33709161 0.35344798
0.88 0.32921191 0.31988682 0.338537
0.9 0.31438031 0.30351595 0.32524468
0.92 0.30171794 0.28868384 0.31475204
0.94 0.2919694 0.27414088 0.30979792
0.96 0.28544893 0.26705794 0.30383991
0.98 0.28324464 0.26586588 0.30062341
EOD
$panel0line1 << EOD
0.86 0.13381072 0.060231755 0.20738969
0.88 0.10459925 0.030626475 0.17857201
0.9 0.078014479 0.035305106 0.12072385
0.92 0.050116774 0.049290362 0.050943187
0.94 0.027497843 0 0.0567693
0.96 0.012476788 0 0.033030288
0.98 0.0071919703 0.0022855982 0.012098342
EOD
$panel0line2 << EOD
0.86 0.34376651 0.31505407 0.37247896
0.88 0.32764408 0.29412293 0.36116523
0.9 0.31296775 0.27576368 0.35017182
0.92 0.30027656 0.2597986 0.34075452
0.94 0.29051659 0.24596726 0.33506592
0.96 0.28389807 0.23955182 0.32824433
0.98 0.28165541 0.23846666 0.32484415
EOD
$panel1line0 << EOD
0.86 0.026591229 0.022069834 0.031112624
0.88 0.014554235 0.0025776928 0.026530778
0.9 0.006625005 0 0.013262218
0.92 0.001667607 0.00064581145 0.0026894026
0.94 0.00031338672 0 0.0011681562
0.96 0.000025064457 0 0.00015207819
0.98 0 0 0
EOD
$panel1line1 << EOD
0.86 0.015745262 0 0.052236794
0.88 0.015293757 0 0.052621842
0.9 0.014707278 0 0.048795573
0.92 0.013909759 0 0.048203477
0.94 0.013338187 0 0.045666458
0.96 0.012899456 0 0.043929082
0.98 0.012799121 0 0.044021728
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.82222222
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0.8564:0.9836]
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'threshold_tradeoff.svg'
set label 9000 'semantic at 0.92: 30 % hits; of all requests 0.17 % get another’s answer, 1.4 %' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'a stale one' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'the curve’s points are means of 2 replications' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [0:0.41717644]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of all'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.75100596 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.017239637 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.67514697 left font ',10' textcolor rgb '#00835F'
set label 920 'in the scenario: 0.92' at first 0.92, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [0:0.058936463]
set ytics ('0 %%' 0, '2 %%' 0.02, '4 %%' 0.04)
set ylabel 'Wrong answers'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#C25500'
set label 911 'stale hits' at graph 1.015, graph 0.21716812 left font ',10' textcolor rgb '#9A6B00'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle, \
  $panel1line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 1 notitle, \
  $panel1line1 using 1:2 with linespoints lc rgb '#E69F00' lw 2 dt 1 pt 11 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'semantic at 0.92: 30 % hits; of all requests 0.17 % get another’s answer, 1.4 %' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'a stale one' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'the curve’s points are means of 2 replications' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [0:0.41717644]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of all'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.75100596 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.017239637 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.67514697 left font ',10' textcolor rgb '#00835F'
set label 920 'in the scenario: 0.92' at first 0.92, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [0:0.058936463]
set ytics ('0 %%' 0, '2 %%' 0.02, '4 %%' 0.04)
set ylabel 'Wrong answers'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#C25500'
set label 911 'stale hits' at graph 1.015, graph 0.21716812 left font ',10' textcolor rgb '#9A6B00'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle, \
  $panel1line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 1 notitle, \
  $panel1line1 using 1:2 with linespoints lc rgb '#E69F00' lw 2 dt 1 pt 11 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
