# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.7 0.87778033 0.87778033 0.87778033
0.74 0.82580448 0.82580448 0.82580448
0.78 0.76060537 0.76060537 0.76060537
0.8 0.71925399 0.71925399 0.71925399
0.82 0.67194069 0.67194069 0.67194069
0.84 0.6153023 0.6153023 0.6153023
0.85 0.58518688 0.58518688 0.58518688
0.86 0.55224337 0.55224337 0.55224337
0.88 0.4860506 0.4860506 0.4860506
0.9 0.40892762 0.40892762 0.40892762
0.92 0.3273714 0.3273714 0.3273714
0.94 0.23702515 0.23702515 0.23702515
0.96 0.14530307 0.14530307 0.14530307
0.98 0.055874035 0.055874035 0.055874035
EOD
$panel0line1 << EOD
0.7 0.87778033 0.87778033 0.87778033
0.74 0.82580448 0.82580448 0.82580448
0.78 0.76060537 0.76060537 0.76060537
0.8 0.71925399 0.71925399 0.71925399
0.82 0.67194069 0.67194069 0.67194069
0.84 0.6153023 0.6153023 0.6153023
0.85 0.58518688 0.58518688 0.58518688
0.86 0.55224337 0.55224337 0.55224337
0.88 0.4860506 0.4860506 0.4860506
0.9 0.40892762 0.40892762 0.40892762
0.92 0.3273714 0.3273714 0.3273714
0.94 0.23702515 0.23702515 0.23702515
0.96 0.14530307 0.14530307 0.14530307
0.98 0.055874035 0.055874035 0.055874035
EOD
$panel0line2 << EOD
0.7 0.8774325 0.8774325 0.8774325
0.74 0.82529295 0.82529295 0.82529295
0.78 0.75994108 0.75994108 0.75994108
0.8 0.7185452 0.7185452 0.7185452
0.82 0.67117242 0.67117242 0.67117242
0.84 0.61447209 0.61447209 0.61447209
0.85 0.58434427 0.58434427 0.58434427
0.86 0.55140505 0.55140505 0.55140505
0.88 0.48519268 0.48519268 0.48519268
0.9 0.40811034 0.40811034 0.40811034
0.92 0.32657711 0.32657711 0.32657711
0.94 0.23636852 0.23636852 0.23636852
0.96 0.14482242 0.14482242 0.14482242
0.98 0.055651073 0.055651073 0.055651073
EOD
$panel1line0 << EOD
0.7 0.13582512 0.13582512 0.13582512
0.74 0.09516166 0.09516166 0.09516166
0.78 0.068944432 0.068944432 0.068944432
0.8 0.053657418 0.053657418 0.053657418
0.82 0.042421463 0.042421463 0.042421463
0.84 0.034625086 0.034625086 0.034625086
0.85 0.030421157 0.030421157 0.030421157
0.86 0.024612092 0.024612092 0.024612092
0.88 0.018650157 0.018650157 0.018650157
0.9 0.012535351 0.012535351 0.012535351
0.92 0.0088664679 0.0088664679 0.0088664679
0.94 0.0049682794 0.0049682794 0.0049682794
0.96 0.0031338378 0.0031338378 0.0031338378
0.98 0.00084078575 0.00084078575 0.00084078575
EOD
$panel2line0 << EOD
0.7 86.540247 86.540247 86.540247
0.74 72.317466 72.317466 72.317466
0.78 67.322197 67.322197 67.322197
0.8 64.842266 64.842266 64.842266
0.82 65.248799 65.248799 65.248799
0.84 68.665539 68.665539 68.665539
0.85 70.449246 70.449246 70.449246
0.86 71.770615 71.770615 71.770615
0.88 77.389671 77.389671 77.389671
0.9 84.35937 84.35937 84.35937
0.92 93.182628 93.182628 93.182628
0.94 103.02821 103.02821 103.02821
0.96 114.11966 114.11966 114.11966
0.98 124.66097 124.66097 124.66097
EOD
$panel2line1 << EOD
0.7 16.123232 16.123232 16.123232
0.74 22.981966 22.981966 22.981966
0.78 31.578726 31.578726 31.578726
0.8 37.024177 37.024177 37.024177
0.82 43.255865 43.255865 43.255865
0.84 50.71455 50.71455 50.71455
0.85 54.677736 54.677736 54.677736
0.86 59.01075 59.01075 59.01075
0.88 67.720705 67.720705 67.720705
0.9 77.860557 77.860557 77.860557
0.92 88.585907 88.585907 88.585907
0.94 100.45246 100.45246 100.45246
0.96 112.49496 112.49496 112.49496
0.98 124.22507 124.22507 124.22507
EOD
$panel2line2 << EOD
0.7 70.417015 70.417015 70.417015
0.74 49.3355 49.3355 49.3355
0.78 35.743471 35.743471 35.743471
0.8 27.818089 27.818089 27.818089
0.82 21.992934 21.992934 21.992934
0.84 17.950989 17.950989 17.950989
0.85 15.771509 15.771509 15.771509
0.86 12.759864 12.759864 12.759864
0.88 9.6689655 9.6689655 9.6689655
0.9 6.4988129 6.4988129 6.4988129
0.92 4.5967213 4.5967213 4.5967213
0.94 2.575749 2.575749 2.575749
0.96 1.6247032 1.6247032 1.6247032
0.98 0.43589599 0.43589599 0.43589599
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.82222222
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0.6916:0.9884]
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'threshold_tradeoff.svg'
set label 9000 'minilm .85 costs least in all at 0.8 [0.8, 0.82]: $64.84 a month with 72 % hits,' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 '5.4 % false' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'Recorded questions to a bank: which embedder, threshold and rule pays? · banking77 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'the curve’s points are means of 1 replication' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [0:0.98311396]
set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.7, '' 0.74, '' 0.78, '' 0.8, '' 0.82, '' 0.84, '' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.18510278 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.31359863 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.05660694 left font ',10' textcolor rgb '#00835F'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [0:0.15212413]
set ytics ('0 %%' 0, '10 %%' 0.1)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.74, '' 0.78, '' 0.8, '' 0.82, '' 0.84, '' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.0055269716 left font ',10' textcolor rgb '#C25500'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:139.62028]
set ytics ('$0' 0, '$50' 50, '$100' 100)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.74' 0.74, '0.78' 0.78, '0.80' 0.8, '0.82' 0.82, '0.84' 0.84, '0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.7994064, graph 0 to first 0.8205936, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 1 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.88340192 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0.0031220105 left font ',10' textcolor rgb '#C25500'
plot \
  $panel2line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'minilm .85 costs least in all at 0.8 [0.8, 0.82]: $64.84 a month with 72 % hits,' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 '5.4 % false' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'Recorded questions to a bank: which embedder, threshold and rule pays? · banking77 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'the curve’s points are means of 1 replication' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [0:0.98311396]
set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.7, '' 0.74, '' 0.78, '' 0.8, '' 0.82, '' 0.84, '' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.18510278 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.31359863 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.05660694 left font ',10' textcolor rgb '#00835F'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [0:0.15212413]
set ytics ('0 %%' 0, '10 %%' 0.1)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.74, '' 0.78, '' 0.8, '' 0.82, '' 0.84, '' 0.86, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.0055269716 left font ',10' textcolor rgb '#C25500'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:139.62028]
set ytics ('$0' 0, '$50' 50, '$100' 100)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.74' 0.74, '0.78' 0.78, '0.80' 0.8, '0.82' 0.82, '0.84' 0.84, '0.86' 0.86, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.7994064, graph 0 to first 0.8205936, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 1 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.88340192 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0.0031220105 left font ',10' textcolor rgb '#C25500'
plot \
  $panel2line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
