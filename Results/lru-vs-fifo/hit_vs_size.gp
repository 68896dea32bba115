# Drawn by simbench; to draw it again: gnuplot hit_vs_size.gp
reset session
set encoding utf8
set decimalsign '.'
$room << EOD
2 0.084678603 0.15671811
3 0.12661981 0.19386595
5 0.17778838 0.24520543
7 0.20975778 0.28134508
10 0.24545515 0.32122081
15 0.28193423 0.36843344
21 0.3146656 0.40886972
31 0.35717704 0.45723952
44 0.39650834 0.50154929
63 0.43697428 0.5476766
91 0.47995825 0.59501044
131 0.52255979 0.64214378
188 0.56705545 0.68798703
270 0.61260999 0.73232815
389 0.66004631 0.77329038
559 0.71216954 0.80929241
804 0.76526427 0.8352299
1157 0.8154291 0.84563119
1664 0.845622 0.84563119
EOD
$line0 << EOD
2 0.025445783
3 0.036391557
5 0.056433834
7 0.073549677
10 0.096565714
15 0.12708749
21 0.15704044
31 0.19650879
44 0.23632469
63 0.28061706
91 0.33135182
131 0.38443434
188 0.44262419
270 0.50350021
389 0.57118568
559 0.64240242
804 0.71663149
1157 0.79006564
1664 0.84538523
EOD
$line1 << EOD
2 0.026007456
3 0.038058553
5 0.060658517
7 0.080616279
10 0.10859756
15 0.14652632
21 0.18340815
31 0.23054334
44 0.27583555
63 0.3244202
91 0.3774044
131 0.43330767
188 0.49158511
270 0.55300775
389 0.61761377
559 0.68516939
804 0.75197547
1157 0.81229403
1664 0.845622
EOD
$line2 << EOD
2 0.026570632
3 0.08722797
5 0.15062635
7 0.18768797
10 0.22731654
15 0.27227386
21 0.31050143
31 0.35514804
44 0.39230866
63 0.43115561
91 0.4733419
131 0.51691297
188 0.56147318
270 0.60883338
389 0.66004631
559 0.71216954
804 0.76526427
1157 0.8154291
1664 0.845622
EOD
$line3 << EOD
2 0.084678603
3 0.12661981
5 0.17778838
7 0.20975778
10 0.24545515
15 0.28193423
21 0.3146656
31 0.35717704
44 0.39650834
63 0.43697428
91 0.47995825
131 0.52255979
188 0.56705545
270 0.61260999
389 0.66002527
559 0.70878352
804 0.76129136
1157 0.81273852
1664 0.84561285
EOD
$line4 << EOD
2 0.15671811
3 0.19386595
5 0.24520543
7 0.28134508
10 0.32122081
15 0.36843344
21 0.40886972
31 0.45723952
44 0.50154929
63 0.5476766
91 0.59501044
131 0.64214378
188 0.68798703
270 0.73232815
389 0.77329038
559 0.80929241
804 0.8352299
1157 0.84563119
1664 0.84563119
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.76133333
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'fifo' at graph 1.012, graph 0.85 left front font ',10' textcolor rgb '#0072B2'
set label 'lru' at graph 1.012, graph 0.925 left front font ',10' textcolor rgb '#D55E00'
set label 'sieve' at graph 1.012, graph 0.9625 left front font ',10' textcolor rgb '#009E73'
set label 's3fifo' at graph 1.012, graph 0.8875 left front font ',10' textcolor rgb '#CC79A7'
set label 'belady:bypass (bound)' at graph 1.012, graph 1 left front font ',10' textcolor rgb '#000000'
set label 'head-room' at first 188, first 0.62752124 center front font ',9' textcolor rgb '#7A6A20'
set logscale x 10
set xrange [2:1664]
set xtics ('2' 2, '5' 5, '10' 10, '20' 20, '50' 50, '100' 100, '200' 200, '500' 500, '1,000' 1000)
set yrange [0:0.89636906]
set ytics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8)
set xlabel 'Size of the cache (entries, logarithmic)'
set ylabel 'Hits of an exact cache (share of requests)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'hit_vs_size.svg'
set label 9000 'At 188 entries the best policy, s3fifo, stays 12 points behind the bound,' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1 notitle, \
  $line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $line1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.8 notitle, \
  $line3 using 1:2 with linespoints lc rgb '#CC79A7' lw 2 dt 1 pt 13 ps 0.8 notitle, \
  $line4 using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5) notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'hit_vs_size.png'
set label 9000 'At 188 entries the best policy, s3fifo, stays 12 points behind the bound,' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1 notitle, \
  $line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $line1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.8 notitle, \
  $line3 using 1:2 with linespoints lc rgb '#CC79A7' lw 2 dt 1 pt 13 ps 0.8 notitle, \
  $line4 using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5) notitle
set output
