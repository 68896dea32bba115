# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.86 0.34645247 0.017461731
0.88 0.32988305 0.018044192
0.9 0.31387302 0.017246465
0.92 0.30106301 0.016519096
0.94 0.29127039 0.011690996
0.96 0.28527615 0.016004174
0.98 0.28323215 0.01696474
EOD
$panel0line1 << EOD
0.86 0.13727139 0.0070144345
0.88 0.10799616 0.016937086
0.9 0.078974082 0.0055055031
0.92 0.053564652 0.027276775
0.94 0.031397888 0.0035184711
0.96 0.013244406 0.0040920356
0.98 0.0068739341 0.00073769956
EOD
$panel0line2 << EOD
0.86 0.34770674 0.019409147
0.88 0.33108552 0.023976974
0.9 0.31518225 0.022629459
0.92 0.30227151 0.021892021
0.94 0.29239079 0.016457864
0.96 0.28634253 0.022164621
0.98 0.28428604 0.023199375
EOD
$panel1line0 << EOD
0.86 0.040541765 0.0011884659
0.88 0.025821346 0.017925479
0.9 0.013963206 0.0045306205
0.92 0.0063853005 0.0028543543
0.94 0.0018035031 0.0032505729
0.96 0.00050440631 0.0029724692
0.98 0 0
EOD
$panel1line1 << EOD
0.86 0.0083311279 0.00046731765
0.88 0.0079149016 0.0011609258
0.9 0.0075912932 0.00029478939
0.92 0.0073053133 0.0004750798
0.94 0.0070545208 0.00054328557
0.96 0.0069140809 0.00054579166
0.98 0.0068664211 0.00064223787
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
set label 9000 'semantic at 0.92: 30 % hits, 0.64 % of all requests get a wrong answer' at screen 0.02, screen 0.96666667 left font ',14'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [0:0.4111698]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of all'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.68884473 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.016717994 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.76470372 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.92' at first 0.92, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [-0.0024680628:0.048996444]
set ytics ('-2 %%' -0.02, '0 %%' 0, '2 %%' 0.02, '4 %%' 0.04)
set ylabel 'Wrong answers'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.047956602 left font ',10' textcolor rgb '#D55E00'
set label 911 'stale hits' at graph 1.015, graph 0.18137712 left font ',10' textcolor rgb '#E69F00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle, \
  $panel1line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#E69F00' lw 1 notitle, \
  $panel1line1 using 1:2 with linespoints lc rgb '#E69F00' lw 2 dt 1 pt 11 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'semantic at 0.92: 30 % hits, 0.64 % of all requests get a wrong answer' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [0:0.4111698]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of all'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.68884473 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.016717994 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.76470372 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.92' at first 0.92, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [-0.0024680628:0.048996444]
set ytics ('-2 %%' -0.02, '0 %%' 0, '2 %%' 0.02, '4 %%' 0.04)
set ylabel 'Wrong answers'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.047956602 left font ',10' textcolor rgb '#D55E00'
set label 911 'stale hits' at graph 1.015, graph 0.18137712 left font ',10' textcolor rgb '#E69F00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle, \
  $panel1line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#E69F00' lw 1 notitle, \
  $panel1line1 using 1:2 with linespoints lc rgb '#E69F00' lw 2 dt 1 pt 11 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
