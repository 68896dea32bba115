# Drawn by simbench; to draw it again: gnuplot hit_vs_size.gp
reset session
set encoding utf8
set decimalsign '.'
$room << EOD
157 0.02133851 0.15063235
249 0.031701614 0.17758729
395 0.046224112 0.20689103
626 0.065418428 0.23808148
992 0.089295746 0.27075178
1572 0.1179784 0.30455316
2491 0.15100266 0.33904945
3949 0.18737753 0.37353393
6258 0.22581055 0.40671544
9919 0.26606483 0.43673768
15720 0.3078923 0.46067446
24915 0.35074399 0.47442257
39487 0.39311817 0.47442257
62582 0.43173525 0.47442257
99186 0.46172453 0.47442257
157200 0.47442223 0.47442257
EOD
$line0 << EOD
157 0.019673104
249 0.028625465
395 0.040883546
626 0.056742851
992 0.076502539
1572 0.10028678
2491 0.12823694
3949 0.15995303
6258 0.19488746
9919 0.23268664
15720 0.27300536
24915 0.31523774
39487 0.35857922
62582 0.40096405
99186 0.43860811
157200 0.47438318
EOD
$line1 << EOD
157 0.02133851
249 0.031701614
395 0.046224112
626 0.065418428
992 0.089295746
1572 0.1179784
2491 0.15100266
3949 0.18737753
6258 0.22581055
9919 0.26606483
15720 0.3078923
24915 0.35074399
39487 0.39311817
62582 0.43173525
99186 0.46172453
157200 0.47442223
EOD
$line2 << EOD
157 0.15063235
249 0.17758729
395 0.20689103
626 0.23808148
992 0.27075178
1572 0.30455316
2491 0.33904945
3949 0.37353393
6258 0.40671544
9919 0.43673768
15720 0.46067446
24915 0.47442257
39487 0.47442257
62582 0.47442257
99186 0.47442257
157200 0.47442257
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.76133333
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'fifo' at graph 1.012, graph 0.925 left front font ',10' textcolor rgb '#0072B2'
set label 'lru' at graph 1.012, graph 0.9625 left front font ',10' textcolor rgb '#D55E00'
set label 'belady:bypass (bound)' at graph 1.012, graph 1 left front font ',10' textcolor rgb '#000000'
set label 'head-room' at first 2491, first 0.24502606 center front font ',9' textcolor rgb '#7A6A20'
set logscale x 10
set xrange [157:157200]
set xtics ('200' 200, '500' 500, '1,000' 1000, '2,000' 2000, '5,000' 5000, '10,000' 10000, '20,000' 20000, '50,000' 50000, '100,000' 100000)
set yrange [0:0.50288792]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3, '40 %%' 0.4, '50 %%' 0.5)
set xlabel 'Size of the cache (entries, logarithmic)'
set ylabel 'Hits of an exact cache (share of requests)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'hit_vs_size.svg'
set label 9000 'At 2,491 entries the best policy, lru, stays 19 points behind the bound,' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1 notitle, \
  $line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $line1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $line2 using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5) notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'hit_vs_size.png'
set label 9000 'At 2,491 entries the best policy, lru, stays 19 points behind the bound,' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'belady:bypass' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1 notitle, \
  $line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $line1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $line2 using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5) notitle
set output
