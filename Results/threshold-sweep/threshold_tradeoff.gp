# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.7 0.72061829 0.71812846 0.72310813
0.75 0.68352218 0.68118839 0.68585596
0.8 0.64203337 0.63964674 0.64442
0.85 0.59799787 0.595682 0.60031374
0.88 0.57444632 0.57190346 0.57698918
0.9 0.55956342 0.55672333 0.56240352
0.92 0.54643024 0.54376458 0.54909591
0.93 0.54174508 0.53906149 0.54442867
0.94 0.53783 0.5350555 0.54060449
0.95 0.53463787 0.53198748 0.53728825
0.96 0.53230232 0.52979954 0.53480511
0.97 0.53110926 0.52866597 0.53355255
0.98 0.53075865 0.52831286 0.53320443
0.99 0.53072253 0.52826434 0.53318073
EOD
$panel0line1 << EOD
0.7 0.44204677 0.43238455 0.451709
0.75 0.35861566 0.34659704 0.37063429
0.8 0.26323882 0.25221808 0.27425955
0.85 0.16909241 0.15941826 0.17876655
0.88 0.11666549 0.10607365 0.12725732
0.9 0.078176622 0.067954487 0.088398757
0.92 0.047018958 0.03695253 0.057085386
0.93 0.033431451 0.025913974 0.040948928
0.94 0.022423516 0.01702809 0.027818943
0.95 0.013066734 0.0093547518 0.016778716
0.96 0.0051522244 0.0035232757 0.006781173
0.97 0.0013123214 0.00072131274 0.0019033301
0.98 0.00010478785 0.000036523304 0.0001730524
0.99 0 0 0
EOD
$panel0line2 << EOD
0.7 0.71901014 0.71678666 0.72123362
0.75 0.68223706 0.68003657 0.68443756
0.8 0.64068382 0.63863108 0.64273656
0.85 0.59731791 0.59524118 0.59939464
0.88 0.5734188 0.57112408 0.57571352
0.9 0.55888022 0.55640411 0.56135632
0.92 0.54582641 0.54365483 0.547998
0.93 0.54110173 0.53894738 0.54325608
0.94 0.53721112 0.53511176 0.53931048
0.95 0.53405142 0.53206617 0.53603666
0.96 0.53167493 0.52981748 0.53353237
0.97 0.53046108 0.5286719 0.53225025
0.98 0.53009432 0.52829203 0.5318966
0.99 0.53006291 0.52824954 0.53187628
EOD
$panel1line0 << EOD
0.7 0.24805705 0.23660934 0.25950475
0.75 0.18453128 0.1741079 0.19495465
0.8 0.11344916 0.10717156 0.11972676
0.85 0.05295258 0.049106311 0.056798848
0.88 0.026465824 0.02465302 0.028278628
0.9 0.013013997 0.011872109 0.014155886
0.92 0.0045438187 0.0038836208 0.0052040165
0.93 0.0024835252 0.0020701938 0.0028968566
0.94 0.0012833843 0.00096660687 0.0016001617
0.95 0.00032911947 0.000202886 0.00045535295
0.96 0.000068711982 0.000022187243 0.00011523672
0.97 0 0 0
0.98 0 0 0
0.99 0 0 0
EOD
$panel2line0 << EOD
0.7 2644.398 2563.8983 2724.8977
0.75 2326.4939 2251.2992 2401.6887
0.8 1972.0625 1928.1235 2016.0014
0.85 1696.8432 1673.4896 1720.1969
0.88 1592.5947 1577.8301 1607.3592
0.9 1547.5685 1535.6738 1559.4633
0.92 1532.0848 1519.4082 1544.7614
0.93 1533.4322 1522.7888 1544.0756
0.94 1537.9789 1527.6853 1548.2726
0.95 1541.8069 1531.6559 1551.9579
0.96 1547.8515 1537.7657 1557.9374
0.97 1551.3844 1541.345 1561.4237
0.98 1552.595 1542.4659 1562.7242
0.99 1552.6987 1542.5216 1562.8758
EOD
$panel2line1 << EOD
0.7 928.94801 919.43627 938.45974
0.75 1050.3439 1040.3164 1060.3715
0.8 1187.5125 1177.3978 1197.6271
0.85 1330.6682 1320.7491 1340.5873
0.88 1409.5697 1398.516 1420.6233
0.9 1457.5685 1445.9308 1469.2063
0.92 1500.6598 1489.7351 1511.5846
0.93 1516.2572 1505.3954 1527.119
0.94 1529.1039 1518.2047 1540.0032
0.95 1539.5319 1528.9878 1550.0761
0.96 1547.3765 1537.2058 1557.5473
0.97 1551.3844 1541.345 1561.4237
0.98 1552.595 1542.4659 1562.7242
0.99 1552.6987 1542.5216 1562.8758
EOD
$panel2line2 << EOD
0.7 1715.45 1636.1111 1794.7889
0.75 1276.15 1203.7543 1348.5457
0.8 784.55 741.25405 827.84595
0.85 366.175 339.79555 392.55445
0.88 183.025 170.49012 195.55988
0.9 90 82.088473 97.911527
0.92 31.425 26.849906 36.000094
0.93 17.175 14.317202 20.032798
0.94 8.875 6.6840737 11.065926
0.95 2.275 1.4041727 3.1458273
0.96 0.475 0.15353159 0.79646841
0.97 0 0 0
0.98 0 0 0
0.99 0 0 0
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
set label 9000 'semantic 0.85 costs least in all at 0.92 [0.92, 0.93]: $1,532 a month with 55 %' at screen 0.02, screen 0.96666667 left font ',14'
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
set label 911 'semantic hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.65449472 left font ',10' textcolor rgb '#00835F'
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
set yrange [0:0.29064532]
set ytics ('0 %%' 0, '20 %%' 0.2)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#C25500'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:3051.8854]
set ytics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.75' 0.75, '0.80' 0.8, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.9193852, graph 0 to first 0.9306148, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.50876706 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.62536514 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0 left font ',10' textcolor rgb '#C25500'
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
set label 9000 'semantic 0.85 costs least in all at 0.92 [0.92, 0.93]: $1,532 a month with 55 %' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
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
set label 911 'semantic hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.65449472 left font ',10' textcolor rgb '#00835F'
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
set yrange [0:0.29064532]
set ytics ('0 %%' 0, '20 %%' 0.2)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#C25500'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:3051.8854]
set ytics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.75' 0.75, '0.80' 0.8, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.9193852, graph 0 to first 0.9306148, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.50876706 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.62536514 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0 left font ',10' textcolor rgb '#C25500'
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
