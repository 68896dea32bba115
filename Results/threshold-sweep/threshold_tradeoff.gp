# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.7 0.72061829 0.0024898366
0.75 0.68352218 0.0023337855
0.8 0.64203337 0.0023866259
0.85 0.59799787 0.0023158716
0.88 0.57444632 0.0025428622
0.9 0.55956342 0.0028400915
0.92 0.54643024 0.0026656637
0.93 0.54174508 0.0026835905
0.94 0.53783 0.0027744969
0.95 0.53463787 0.0026503808
0.96 0.53230232 0.0025027862
0.97 0.53110926 0.0024432927
0.98 0.53075865 0.0024457866
0.99 0.53072253 0.0024581995
EOD
$panel0line1 << EOD
0.7 0.44204677 0.0096622272
0.75 0.35861566 0.012018623
0.8 0.26323882 0.011020732
0.85 0.16909241 0.0096741469
0.88 0.11666549 0.010591835
0.9 0.078176622 0.010222135
0.92 0.047018958 0.010066428
0.93 0.033431451 0.0075174773
0.94 0.022423516 0.0053954268
0.95 0.013066734 0.0037119819
0.96 0.0051522244 0.0016289487
0.97 0.0013123214 0.00059100868
0.98 0.00010478785 0.00006826455
0.99 0 0
EOD
$panel0line2 << EOD
0.7 0.71901014 0.0022234774
0.75 0.68223706 0.0022004945
0.8 0.64068382 0.0020527371
0.85 0.59731791 0.0020767271
0.88 0.5734188 0.002294722
0.9 0.55888022 0.0024761033
0.92 0.54582641 0.0021715848
0.93 0.54110173 0.0021543495
0.94 0.53721112 0.0020993596
0.95 0.53405142 0.001985247
0.96 0.53167493 0.0018574424
0.97 0.53046108 0.0017891755
0.98 0.53009432 0.0018022863
0.99 0.53006291 0.0018133676
EOD
$panel1line0 << EOD
0.7 0.24805705 0.011447704
0.75 0.18453128 0.010423376
0.8 0.11344916 0.006277599
0.85 0.05295258 0.0038462685
0.88 0.026465824 0.0018128037
0.9 0.013013997 0.0011418888
0.92 0.0045438187 0.00066019784
0.93 0.0024835252 0.00041333138
0.94 0.0012833843 0.00031677739
0.95 0.00032911947 0.00012623347
0.96 0.000068711982 0.000046524739
0.97 0 0
0.98 0 0
0.99 0 0
EOD
$panel2line0 << EOD
0.7 2643.075 80.607026
0.75 2325.171 75.162715
0.8 1970.7396 44.802669
0.85 1695.5204 24.629325
0.88 1591.2719 13.164069
0.9 1546.2458 10.097442
0.92 1530.7621 10.825474
0.93 1532.1094 8.4462553
0.94 1536.6562 8.81137
0.95 1540.4842 8.156801
0.96 1546.5288 8.1159342
0.97 1550.0616 8.2232527
0.98 1551.2723 8.2456663
0.99 1551.3761 8.2910366
EOD
$panel2line1 << EOD
0.7 927.62504 8.9422595
0.75 1049.021 9.0871199
0.8 1186.1896 8.0782045
0.85 1329.3454 7.7003594
0.88 1408.2469 9.0795829
0.9 1456.2458 10.081738
0.92 1499.3371 9.0757219
0.93 1514.9344 9.0696107
0.94 1527.7812 9.3430499
0.95 1538.2092 8.6915168
0.96 1546.0538 8.2871387
0.97 1550.0616 8.2232527
0.98 1551.2723 8.2456663
0.99 1551.3761 8.2910366
EOD
$panel2line2 << EOD
0.7 1715.45 79.338883
0.75 1276.15 72.395674
0.8 784.55 43.295945
0.85 366.175 26.379446
0.88 183.025 12.534879
0.9 90 7.9115273
0.92 31.425 4.575094
0.93 17.175 2.8577978
0.94 8.875 2.1909263
0.95 2.275 0.87082726
0.96 0.475 0.32146841
0.97 0 0
0.98 0 0
0.99 0 0
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.82222222
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0.6913:0.9987]
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'threshold_tradeoff.svg'
set label 9000 'semantic 0.85 costs least in all at 0.92 [0.92, 0.93]: $1,531 a month with 55 %' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'hits, 0.45 % false' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [0:0.80988111]
set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.78299056 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.65449472 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [0:0.29064532]
set ytics ('0 %%' 0, '20 %%' 0.2)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:3050.5239]
set ytics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.75' 0.75, '0.80' 0.8, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.9193852, graph 0 to first 0.9306148, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.50856055 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.62515863 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel2line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'semantic 0.85 costs least in all at 0.92 [0.92, 0.93]: $1,531 a month with 55 %' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'hits, 0.45 % false' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [0:0.80988111]
set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.78299056 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.65449472 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [0:0.29064532]
set ytics ('0 %%' 0, '20 %%' 0.2)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:3050.5239]
set ytics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.75' 0.75, '0.80' 0.8, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.9193852, graph 0 to first 0.9306148, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.50856055 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.62515863 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel2line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
