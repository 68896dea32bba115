# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.86 0.34526228 0.0080827202
0.88 0.32920688 0.0093889094
0.9 0.31437781 0.010832542
0.92 0.30171794 0.013034097
0.94 0.2919669 0.017796696
0.96 0.28544893 0.018390984
0.98 0.28324464 0.017378766
EOD
$panel0line1 << EOD
0.86 0.13380822 0.073547145
0.88 0.1045892 0.07410041
0.9 0.078011975 0.042677553
0.92 0.05012682 0.00069877246
0.94 0.027490316 0.029303457
0.96 0.01248181 0.02048968
0.98 0.0071919703 0.0049063721
EOD
$panel0line2 << EOD
0.86 0.3418096 0.04791942
0.88 0.32566955 0.052273254
0.9 0.31089023 0.055784869
0.92 0.29816301 0.059557271
0.94 0.2884132 0.063437179
0.96 0.28181933 0.06313313
0.98 0.27959178 0.062086797
EOD
$panel1line0 << EOD
0.86 0.026591229 0.004521395
0.88 0.014554235 0.011976542
0.9 0.006625005 0.0066372128
0.92 0.001667607 0.0010217956
0.94 0.00031338672 0.00085476951
0.96 0.000025064457 0.00012701374
0.98 0 0
EOD
$panel1line1 << EOD
0.86 0.015745262 0.036491532
0.88 0.015293757 0.037328085
0.9 0.014707278 0.034088295
0.92 0.013909759 0.034293718
0.94 0.013338187 0.032328272
0.96 0.012899456 0.031029625
0.98 0.012799121 0.031222607
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
set label 9000 'semantic at 0.92: 30 % hits, 0.17 % of all requests get a wrong answer' at screen 0.02, screen 0.96666667 left font ',14'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [-0.0080078699:0.43649651]
set ytics ('-10 %%' -0.1, '0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of all'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.72287096 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.034195029 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.64701197 left font ',10' textcolor rgb '#009E73'
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
set yrange [-0.022034328:0.058936463]
set ytics ('-2.5 %%' -0.025, '0 %%' 0, '2.5 %%' 0.025, '5 %%' 0.05)
set ylabel 'Wrong answers'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.27212688 left font ',10' textcolor rgb '#D55E00'
set label 911 'stale hits' at graph 1.015, graph 0.43019772 left font ',10' textcolor rgb '#E69F00'
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
set label 9000 'semantic at 0.92: 30 % hits, 0.17 % of all requests get a wrong answer' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [-0.0080078699:0.43649651]
set ytics ('-10 %%' -0.1, '0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of all'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.72287096 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.034195029 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.64701197 left font ',10' textcolor rgb '#009E73'
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
set yrange [-0.022034328:0.058936463]
set ytics ('-2.5 %%' -0.025, '0 %%' 0, '2.5 %%' 0.025, '5 %%' 0.05)
set ylabel 'Wrong answers'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.27212688 left font ',10' textcolor rgb '#D55E00'
set label 911 'stale hits' at graph 1.015, graph 0.43019772 left font ',10' textcolor rgb '#E69F00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle, \
  $panel1line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#E69F00' lw 1 notitle, \
  $panel1line1 using 1:2 with linespoints lc rgb '#E69F00' lw 2 dt 1 pt 11 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
