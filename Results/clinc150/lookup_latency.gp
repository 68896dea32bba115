# Drawn by simbench; to draw it again: gnuplot lookup_latency.gp
reset session
set encoding utf8
set decimalsign '.'
$line0 << EOD
32 0.0016144
46 0.0018832
68 0.0023056
100 0.00292
147 0.0038224
215 0.005128
316 0.0070672
464 0.0099088
681 0.0140752
1000 0.0202
1468 0.0291856
2154 0.0423568
3162 0.0617104
4642 0.0901264
6813 0.1318096
10000 0.193
14678 0.2828176
21544 0.57621503
31623 1.2491578
46416 2.6151491
68129 3.8380253
100000 5.633
146780 8.2676496
215443 12.13475
316228 17.810961
464159 26.142435
681292 38.371365
1000000 56.321
EOD
$line1 << EOD
32 0.0081608475
46 0.0088851023
68 0.0096714501
100 0.010451767
147 0.011234291
215 0.01200857
316 0.012794231
464 0.013578893
681 0.014363261
1000 0.01514913
1468 0.015934707
2154 0.016719518
3162 0.017505398
4642 0.018291502
6813 0.019077152
10000 0.019862982
14678 0.020648867
21544 0.021434737
31623 0.022220703
46416 0.023006622
68129 0.023792546
100000 0.024578492
146780 0.025364435
215443 0.026150374
316228 0.026936326
464159 0.027722272
681292 0.028508219
1000000 0.029294168
EOD
$line2 << EOD
32 0.018454566
46 0.020219937
68 0.02213666
100 0.024038682
147 0.025946084
215 0.02783339
316 0.029748438
464 0.031661051
681 0.033572948
1000 0.035488504
1468 0.037403347
2154 0.039316326
3162 0.041231907
4642 0.043148035
6813 0.045063059
10000 0.046978518
14678 0.048894113
21544 0.050809672
31623 0.052725465
46416 0.054641142
68129 0.056556831
100000 0.058472574
146780 0.060388311
215443 0.062304038
316228 0.064219796
464159 0.066135539
681292 0.068051285
1000000 0.069967034
EOD
$line3 << EOD
32 0.0019216
46 0.0023248
68 0.0029584
100 0.00388
147 0.0052336
215 0.007192
316 0.0101008
464 0.0143632
681 0.0206128
1000 0.0298
1468 0.0432784
2154 0.0630352
3162 0.0920656
4642 0.1346896
6813 0.1972144
10000 0.289
14678 0.60203881
21544 1.3048855
31623 2.672511
46416 3.9222237
68129 5.7565379
100000 8.449
146780 12.400974
215443 18.201625
316228 26.715941
464159 39.213152
681292 57.556548
1000000 84.481
EOD
$line4 << EOD
32 0.011741271
46 0.012827653
68 0.014007175
100 0.01517765
147 0.016351436
215 0.017512855
316 0.018691346
464 0.019868339
681 0.021044891
1000 0.022223695
1468 0.02340206
2154 0.024579277
3162 0.025758097
4642 0.026937252
6813 0.028115729
10000 0.029294473
14678 0.0304733
21544 0.031652106
31623 0.032831055
46416 0.034009933
68129 0.035188819
100000 0.036367738
146780 0.037546653
215443 0.038725562
316228 0.03990449
464159 0.041083409
681292 0.042262329
1000000 0.043441252
EOD
$line5 << EOD
32 0.027181849
46 0.029829905
68 0.03270499
100 0.035558022
147 0.038419126
215 0.041250085
316 0.044122656
464 0.046991576
681 0.049859422
1000 0.052732756
1468 0.055605021
2154 0.058474488
3162 0.06134786
4642 0.064222053
6813 0.067094589
10000 0.069967777
14678 0.072841169
21544 0.075714508
31623 0.078588197
46416 0.081461713
68129 0.084335247
100000 0.087208861
146780 0.090082467
215443 0.092956057
316228 0.095829694
464159 0.098703309
681292 0.10157693
1000000 0.10445055
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.94444444
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set logscale xy
set xrange [32:1000000]
set yrange [0.0010762667:126.7215]
set xtics ('100' 100, '1,000' 1000, '10,000' 10000, '100,000' 100000, '1,000,000' 1000000)
set ytics ('0.01' 0.01, '0.1' 0.1, '1' 1, '10' 10, '100' 100)
set xlabel 'Entries of the cache'
set ylabel 'Milliseconds a look-up'
set arrow from 21789, graph 0 to 21789, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 'this run: 21,789' at 21789, graph 0.97 right front font ',9' textcolor rgb '#444444' offset character -0.7, 0
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'lookup_latency.svg'
set label 9000 'From about 1,000 entries on, a graph is looked up faster than a scan' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'flat, 256 dimensions' at screen 0.10888889, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.066666667, screen 0.074074074 to screen 0.1, screen 0.074074074 nohead lc rgb '#0072B2' lw 2.2 dt 1
set label 8001 'hnsw ef 16, 256 dimensions' at screen 0.39777778, screen 0.074074074 left font ',10'
set arrow 8001 from screen 0.35555556, screen 0.074074074 to screen 0.38888889, screen 0.074074074 nohead lc rgb '#0072B2' lw 2.2 dt '-'
set label 8002 'hnsw ef 64, 256 dimensions' at screen 0.68666667, screen 0.074074074 left font ',10'
set arrow 8002 from screen 0.64444444, screen 0.074074074 to screen 0.67777778, screen 0.074074074 nohead lc rgb '#0072B2' lw 2.2 dt '.'
set label 8003 'flat, 384 dimensions' at screen 0.10888889, screen 0.040740741 left font ',10'
set arrow 8003 from screen 0.066666667, screen 0.040740741 to screen 0.1, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.2 dt 1
set label 8004 'hnsw ef 16, 384 dimensions' at screen 0.39777778, screen 0.040740741 left font ',10'
set arrow 8004 from screen 0.35555556, screen 0.040740741 to screen 0.38888889, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.2 dt '-'
set label 8005 'hnsw ef 64, 384 dimensions' at screen 0.68666667, screen 0.040740741 left font ',10'
set arrow 8005 from screen 0.64444444, screen 0.040740741 to screen 0.67777778, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.2 dt '.'
set label 9010 'Recorded questions with intents: which embedder, threshold and rule pays? · clinc150 · 3 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $line0 using 1:2 with lines lc rgb '#0072B2' lw 2.2 dt 1 notitle, \
  $line1 using 1:2 with lines lc rgb '#0072B2' lw 2.2 dt '-' notitle, \
  $line2 using 1:2 with lines lc rgb '#0072B2' lw 2.2 dt '.' notitle, \
  $line3 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt 1 notitle, \
  $line4 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt '-' notitle, \
  $line5 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt '.' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'lookup_latency.png'
set label 9000 'From about 1,000 entries on, a graph is looked up faster than a scan' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'flat, 256 dimensions' at screen 0.10888889, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.066666667, screen 0.074074074 to screen 0.1, screen 0.074074074 nohead lc rgb '#0072B2' lw 2.2 dt 1
set label 8001 'hnsw ef 16, 256 dimensions' at screen 0.39777778, screen 0.074074074 left font ',10'
set arrow 8001 from screen 0.35555556, screen 0.074074074 to screen 0.38888889, screen 0.074074074 nohead lc rgb '#0072B2' lw 2.2 dt '-'
set label 8002 'hnsw ef 64, 256 dimensions' at screen 0.68666667, screen 0.074074074 left font ',10'
set arrow 8002 from screen 0.64444444, screen 0.074074074 to screen 0.67777778, screen 0.074074074 nohead lc rgb '#0072B2' lw 2.2 dt '.'
set label 8003 'flat, 384 dimensions' at screen 0.10888889, screen 0.040740741 left font ',10'
set arrow 8003 from screen 0.066666667, screen 0.040740741 to screen 0.1, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.2 dt 1
set label 8004 'hnsw ef 16, 384 dimensions' at screen 0.39777778, screen 0.040740741 left font ',10'
set arrow 8004 from screen 0.35555556, screen 0.040740741 to screen 0.38888889, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.2 dt '-'
set label 8005 'hnsw ef 64, 384 dimensions' at screen 0.68666667, screen 0.040740741 left font ',10'
set arrow 8005 from screen 0.64444444, screen 0.040740741 to screen 0.67777778, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.2 dt '.'
set label 9010 'Recorded questions with intents: which embedder, threshold and rule pays? · clinc150 · 3 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $line0 using 1:2 with lines lc rgb '#0072B2' lw 2.2 dt 1 notitle, \
  $line1 using 1:2 with lines lc rgb '#0072B2' lw 2.2 dt '-' notitle, \
  $line2 using 1:2 with lines lc rgb '#0072B2' lw 2.2 dt '.' notitle, \
  $line3 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt 1 notitle, \
  $line4 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt '-' notitle, \
  $line5 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt '.' notitle
set output
