# Drawn by simbench; to draw it again: gnuplot hit_vs_size.gp
reset session
set encoding utf8
set decimalsign '.'
$room << EOD
2 0.086233919 0.15662811
3 0.12832825 0.19374616
5 0.1790978 0.24513559
7 0.21129608 0.28145776
10 0.24760212 0.32143205
15 0.28427466 0.3690851
21 0.31766988 0.41028843
31 0.3617544 0.45955246
44 0.40259652 0.50508043
63 0.44536245 0.55294771
91 0.49077297 0.60291841
131 0.53586143 0.65367757
188 0.58307396 0.70505326
270 0.63180703 0.75470698
389 0.68236193 0.80877352
559 0.73653101 0.85681557
804 0.79881996 0.8914268
1157 0.86499985 0.90530715
1664 0.90529489 0.90530715
EOD
$line0 << EOD
2 0.025537764
3 0.036643949
5 0.056419459
7 0.073651206
10 0.09649539
15 0.12692265
21 0.15684171
31 0.19632662
44 0.2362144
63 0.28089268
91 0.33223809
131 0.38583565
188 0.44494141
270 0.50739552
389 0.57748187
559 0.65390628
804 0.73728857
1157 0.83115821
1664 0.90497886
EOD
$line1 << EOD
2 0.026126231
3 0.03831809
5 0.060617483
7 0.080579115
10 0.10847282
15 0.14627786
21 0.18302904
31 0.23038641
44 0.27581243
63 0.32476507
91 0.37872045
131 0.43550603
188 0.49525449
270 0.55892098
389 0.62740283
559 0.70166355
804 0.78111392
1157 0.86081832
1664 0.90529489
EOD
$line2 << EOD
2 0.026691707
3 0.08778253
5 0.15208301
7 0.18903946
10 0.22954004
15 0.27529352
21 0.31523706
31 0.36150259
44 0.40010393
63 0.44015165
91 0.48375108
131 0.52884978
188 0.57529241
270 0.62502126
389 0.6795644
559 0.73653101
804 0.79881996
1157 0.86499985
1664 0.90529489
EOD
$line3 << EOD
2 0.086233919
3 0.12832825
5 0.1790978
7 0.21129608
10 0.24760212
15 0.28427466
21 0.31766988
31 0.3617544
44 0.40259652
63 0.44536245
91 0.49077297
131 0.53586143
188 0.58307396
270 0.63180703
389 0.68236193
559 0.73413153
804 0.79370364
1157 0.86141447
1664 0.90528269
EOD
$line4 << EOD
2 0.15662811
3 0.19374616
5 0.24513559
7 0.28145776
10 0.32143205
15 0.3690851
21 0.41028843
31 0.45955246
44 0.50508043
63 0.55294771
91 0.60291841
131 0.65367757
188 0.70505326
270 0.75470698
389 0.80877352
559 0.85681557
804 0.8914268
1157 0.90530715
1664 0.90530715
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
set label 'lru' at graph 1.012, graph 0.925 left front font ',10' textcolor rgb '#C25500'
set label 'sieve' at graph 1.012, graph 0.9625 left front font ',10' textcolor rgb '#00835F'
set label 's3fifo' at graph 1.012, graph 0.8875 left front font ',10' textcolor rgb '#9F5E82'
set label 'belady:bypass (bound)' at graph 1.012, graph 1 left front font ',10' textcolor rgb '#000000'
set label 'head-room' at first 389, first 0.74556772 center front font ',9' textcolor rgb '#7A6A20'
set logscale x 10
set xrange [2:1664]
set xtics ('2' 2, '5' 5, '10' 10, '20' 20, '50' 50, '100' 100, '200' 200, '500' 500, '1,000' 1000)
set yrange [0:0.95962558]
set ytics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8)
set xlabel 'Size of the cache (entries, logarithmic)'
set ylabel 'Hits of an exact cache (share of requests)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'hit_vs_size.svg'
set label 9000 'At 389 entries the best of 4 policies, s3fifo, stays 13 points behind the bound,' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'as in fifo, without calls in flight' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
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
set label 9000 'At 389 entries the best of 4 policies, s3fifo, stays 13 points behind the bound,' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'as in fifo, without calls in flight' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
plot \
  $room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1 notitle, \
  $line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $line1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.8 notitle, \
  $line3 using 1:2 with linespoints lc rgb '#CC79A7' lw 2 dt 1 pt 13 ps 0.8 notitle, \
  $line4 using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5) notitle
set output
