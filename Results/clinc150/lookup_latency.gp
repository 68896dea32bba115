# Drawn by simbench; to draw it again: gnuplot lookup_latency.gp
reset session
set encoding utf8
set decimalsign '.'
$line0 << EOD
5 0.001128
7 0.0011792
10 0.001256
15 0.001384
22 0.0015632
32 0.0018192
46 0.0021776
68 0.0027408
100 0.00356
147 0.0047632
215 0.006504
316 0.0090896
464 0.0128784
681 0.0184336
1000 0.0266
1468 0.0385808
2154 0.0561424
3162 0.0819472
4642 0.1198352
6813 0.1754128
10000 0.257
14678 0.3767568
21544 0.5525264
31623 0.8105488
46416 1.1892496
68129 1.7451024
100000 2.561
146780 3.758568
215443 5.5163408
316228 8.0964368
464159 11.88347
681292 17.442075
1000000 25.601
EOD
$line1 << EOD
5 0.0041057164
7 0.0046043653
10 0.0051563518
15 0.0058058205
22 0.0064348566
32 0.0070606131
46 0.0076735892
68 0.0083391179
100 0.0089995422
147 0.0096618346
215 0.010317149
316 0.010982096
464 0.011646198
681 0.012310051
1000 0.012975175
1468 0.013640051
2154 0.01430428
3162 0.014969412
4642 0.015634734
6813 0.016299673
10000 0.016964763
14678 0.0176299
21544 0.018295025
31623 0.018960231
46416 0.019625396
68129 0.020290566
100000 0.020955755
146780 0.021620941
215443 0.022286124
316228 0.022951318
464159 0.023616507
681292 0.024281696
1000000 0.024946887
EOD
$line2 << EOD
5 0.0098393467
7 0.011258578
10 0.012829617
15 0.014678104
22 0.016468438
32 0.018249437
46 0.019994062
68 0.021888259
100 0.023767928
147 0.025652914
215 0.02751804
316 0.029410582
464 0.031300718
681 0.033190146
1000 0.03508319
1468 0.03697553
2154 0.038866027
3162 0.040759096
4642 0.042652706
6813 0.044545224
10000 0.046438172
14678 0.048331254
21544 0.050224302
31623 0.05211758
46416 0.054010744
68129 0.05590392
100000 0.057797148
146780 0.059690372
215443 0.061583584
316228 0.063476828
464159 0.065370057
681292 0.067263289
1000000 0.069156524
EOD
$line3 << EOD
5 0.001192
7 0.0012688
10 0.001384
15 0.001576
22 0.0018448
32 0.0022288
46 0.0027664
68 0.0036112
100 0.00484
147 0.0066448
215 0.009256
316 0.0131344
464 0.0188176
681 0.0271504
1000 0.0394
1468 0.0573712
2154 0.0837136
3162 0.1224208
4642 0.1792528
6813 0.2626192
10000 0.385
14678 0.5646352
21544 0.8282896
31623 1.2153232
46416 1.7833744
68129 2.6171536
100000 3.841
146780 5.637352
215443 8.2740112
316228 12.144155
464159 17.824706
681292 26.162613
1000000 38.401
EOD
$line4 << EOD
5 0.0056585746
7 0.006406548
10 0.0072345277
15 0.0082087307
22 0.009152285
32 0.01009092
46 0.011010384
68 0.012008677
100 0.012999313
147 0.013992752
215 0.014975724
316 0.015973145
464 0.016969297
681 0.017965077
1000 0.018962762
1468 0.019960077
2154 0.02095642
3162 0.021954118
4642 0.022952102
6813 0.02394951
10000 0.024947145
14678 0.02594485
21544 0.026942538
31623 0.027940346
46416 0.028938095
68129 0.02993585
100000 0.030933632
146780 0.031931412
215443 0.032929186
316228 0.033926977
464159 0.03492476
681292 0.035922544
1000000 0.03692033
EOD
$line5 << EOD
5 0.01425902
7 0.016387867
10 0.018744425
15 0.021517157
22 0.024202657
32 0.026874156
46 0.029491092
68 0.032332388
100 0.035151892
147 0.037979371
215 0.04077706
316 0.043615873
464 0.046451077
681 0.049285219
1000 0.052124785
1468 0.054963295
2154 0.05779904
3162 0.060638644
4642 0.063479058
6813 0.066317836
10000 0.069157259
14678 0.071996882
21544 0.074836453
31623 0.07767637
46416 0.080516116
68129 0.08335588
100000 0.086195722
146780 0.089035557
215443 0.091875377
316228 0.094715242
464159 0.097555086
681292 0.10039493
1000000 0.10323479
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set logscale xy
set xrange [5:1000000]
set yrange [0.000752:57.6015]
set xtics ('10' 10, '100' 100, '1,000' 1000, '10,000' 10000, '100,000' 100000, '1,000,000' 1000000)
set ytics ('0.001' 0.001, '0.01' 0.01, '0.1' 0.1, '1' 1, '10' 10)
set xlabel 'Entries of the cache'
set ylabel 'Milliseconds a look-up'
set arrow from 21789, graph 0 to 21789, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 'this run: 21,789' at 21789, graph 0.97 right front font ',9' textcolor rgb '#444444' offset character -0.7, 0
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'lookup_latency.svg'
set label 9000 'From about 464 entries on, a graph is looked up faster than a scan' at screen 0.02, screen 0.96666667 left font ',14'
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
set label 9000 'From about 464 entries on, a graph is looked up faster than a scan' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
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
