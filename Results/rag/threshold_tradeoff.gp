# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.86 0.34626186 0.017592593
0.88 0.32974256 0.018492812
0.9 0.31371746 0.017886545
0.92 0.30097784 0.015628389
0.94 0.29123526 0.011882815
0.96 0.2852586 0.015972622
0.98 0.28323215 0.01696474
EOD
$panel0line1 << EOD
0.86 0.13697545 0.0070834458
0.88 0.10790337 0.016970607
0.9 0.078525208 0.0052267258
0.92 0.053419218 0.027088179
0.94 0.031370298 0.0035508287
0.96 0.013224357 0.0042191388
0.98 0.0068739341 0.00073769956
EOD
$panel0line2 << EOD
0.86 0.3475021 0.019578927
0.88 0.33095372 0.024515868
0.9 0.31503181 0.023264519
0.92 0.30219599 0.02108307
0.94 0.29235591 0.016598198
0.96 0.28632307 0.022150991
0.98 0.28428604 0.023199375
EOD
$panel1line0 << EOD
0.86 0.040366236 0.0010004066
0.88 0.025726223 0.016333914
0.9 0.013569511 0.0041871281
0.92 0.0063552344 0.0031087397
0.94 0.0017959831 0.003282304
0.96 0.00050440631 0.0029724692
0.98 0 0
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
set yrange [0:0.41113075]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of requests, of cost'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.68891016 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.016719582 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.76391016 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.92' at first 0.92, graph 1.04 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [-0.0024680628:0.047107354]
set ytics ('-2 %%' -0.02, '0 %%' 0, '2 %%' 0.02, '4 %%' 0.04)
set ylabel 'False hits'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.049784006 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'semantic at 0.92: 30 % hits, 0.64 % of all requests get a wrong answer' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [0:0.41113075]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set ylabel 'Share of requests, of cost'
set xtics ('' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.68891016 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.016719582 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.76391016 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.92' at first 0.92, graph 1.04 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [-0.0024680628:0.047107354]
set ytics ('-2 %%' -0.02, '0 %%' 0, '2 %%' 0.02, '4 %%' 0.04)
set ylabel 'False hits'
set xtics ('0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.92, graph 0 to first 0.92, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.049784006 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label
unset multiplot
set output
