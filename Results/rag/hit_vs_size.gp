# Drawn by simbench; to draw it again: gnuplot hit_vs_size.gp
reset session
set encoding utf8
set decimalsign '.'
$room << EOD
137 0.016033669 0.12190952
218 0.024041572 0.14464784
345 0.035227106 0.16929069
547 0.050458731 0.19588231
867 0.069432343 0.22413252
1374 0.092741195 0.2540719
2178 0.12005428 0.28564826
3452 0.15051507 0.31876448
5470 0.18267431 0.35110862
8670 0.21615912 0.38908487
13741 0.25053578 0.4187877
21778 0.28427774 0.43411505
34515 0.31368363 0.43411505
54703 0.33538238 0.43411505
86699 0.33537237 0.43411505
137408 0.33537237 0.43411505
EOD
$line0 << EOD
137 0.014882177
218 0.0218649
345 0.031345248
547 0.043934188
867 0.059650668
1374 0.078932376
2178 0.1018996
3452 0.12817545
5470 0.15734232
8670 0.18935248
13741 0.22405537
21778 0.26142673
34515 0.30146164
54703 0.33538238
86699 0.33537237
137408 0.33537237
EOD
$line1 << EOD
137 0.016033669
218 0.024041572
345 0.035227106
547 0.050458731
867 0.069432343
1374 0.092741195
2178 0.12005428
3452 0.15051507
5470 0.18267431
8670 0.21615912
13741 0.25053578
21778 0.28427774
34515 0.31368363
54703 0.33529827
86699 0.33537237
137408 0.33537237
EOD
$line2 << EOD
137 0.12190952
218 0.14464784
345 0.16929069
547 0.19588231
867 0.22413252
1374 0.2540719
2178 0.28564826
3452 0.31876448
5470 0.35110862
8670 0.38908487
13741 0.4187877
21778 0.43411505
34515 0.43411505
54703 0.43411505
86699 0.43411505
137408 0.43411505
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.76133333
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'fifo' at graph 1.012, graph 0.72881377 left front font ',10' textcolor rgb '#0072B2'
set label 'lru' at graph 1.012, graph 0.76631377 left front font ',10' textcolor rgb '#C25500'
set label 'belady:bypass (bound)' at graph 1.012, graph 0.94339623 left front font ',10' textcolor rgb '#000000'
set label 'head-room' at first 8670, first 0.30262199 center front font ',9' textcolor rgb '#7A6A20'
set logscale x 10
set xrange [137:137408]
set xtics ('200' 200, '500' 500, '1,000' 1000, '2,000' 2000, '5,000' 5000, '10,000' 10000, '20,000' 20000, '50,000' 50000, '100,000' 100000)
set yrange [0:0.46016196]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4)
set xlabel 'Size of the cache (entries, logarithmic)'
set ylabel 'Hits of an exact cache (share of requests)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'hit_vs_size.svg'
set label 9000 'At 8,670 entries lru, the better policy, stays 17 points behind the bound,' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'as in exact, without calls in flight' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
plot \
  $room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1 notitle, \
  $line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $line1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $line2 using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5) notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'hit_vs_size.png'
set label 9000 'At 8,670 entries lru, the better policy, stays 17 points behind the bound,' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'as in exact, without calls in flight' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
plot \
  $room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1 notitle, \
  $line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $line1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $line2 using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5) notitle
set output
