# Drawn by simbench; to draw it again: gnuplot cached_by_turn.gp
reset session
set encoding utf8
set decimalsign '.'
$turns1 << EOD
1 0.49340242
2 0.6673948
3 0.6682483
4 0.64392332
5 0.65187869
6 0.63632876
7 0.65027938
8 0.6306392
9 0.63520013
10 0.61081387
11 0.59729382
12 0.58124953
13 0.57788755
14 0.63479702
15 0.64005991
16 0.58974801
17 0.54491121
18 0.66140581
19 0.59850675
20 0.56943863
21 0.51831305
22 0.58264016
23 0.62480623
24 0.57037236
25 0.5087598
26 0.60215651
27 0.61200588
EOD
$turns2 << EOD
1 0.84699324
2 0.87093326
3 0.87827873
4 0.8791422
5 0.89556873
6 0.90558017
7 0.90728014
8 0.9035416
9 0.92308804
10 0.92606617
11 0.91376021
12 0.9149009
13 0.93403232
14 0.94514444
15 0.92742491
16 0.93390406
17 0.9139479
18 0.93460943
19 0.93527231
20 0.95204025
21 0.90287477
22 0.9594896
23 0.93165325
24 0.92658553
25 0.96896699
26 0.93130905
27 0.95930888
EOD
$turns3 << EOD
1 0.84699324
2 0.84639498
3 0.81109236
4 0.77558699
5 0.77062892
6 0.74332019
7 0.74495913
8 0.72398507
9 0.72357477
10 0.6918988
11 0.67803024
12 0.65931342
13 0.6606153
14 0.68808707
15 0.70458133
16 0.64975298
17 0.60513761
18 0.70773249
19 0.6528085
20 0.62697001
21 0.5798142
22 0.63640915
23 0.66875427
24 0.60677185
25 0.56232166
26 0.63561903
27 0.65229773
EOD
$turns4 << EOD
1 0.73882096
2 0.8497519
3 0.85405946
4 0.85034457
5 0.85442934
6 0.86207765
7 0.8696019
8 0.86151333
9 0.87837602
10 0.88926117
11 0.87267327
12 0.85626687
13 0.88265946
14 0.88879614
15 0.87054846
16 0.88866483
17 0.86453003
18 0.89148534
19 0.88082426
20 0.91797918
21 0.83012761
22 0.91311279
23 0.84622535
24 0.85466895
25 0.94534255
26 0.86961025
27 0.88774688
EOD
$turns5 << EOD
1 0.84485545
2 0.8703797
3 0.87741646
4 0.87888246
5 0.8949857
6 0.90509763
7 0.90728014
8 0.9035416
9 0.92308804
10 0.92606617
11 0.91376021
12 0.91334814
13 0.93403232
14 0.94101297
15 0.92742491
16 0.93390406
17 0.9139479
18 0.93460943
19 0.93527231
20 0.95204025
21 0.90287477
22 0.9594896
23 0.93165325
24 0.92658553
25 0.96896699
26 0.93130905
27 0.95930888
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [1:27]
set yrange [0:1]
set ytics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8, '100 %%' 1)
set xlabel 'Turn of the conversation'
set ylabel 'Share of the input tokens read from the cache'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cached_by_turn.svg'
set label 9000 '1 h reads 91 % of the input behind first turns from the provider’s cache' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 '5 min' at screen 0.22, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.17777778, screen 0.040740741 to screen 0.21111111, screen 0.040740741 nohead lc rgb '#7F7F7F' lw 3.88 dt 1
set label 8001 '1 h' at screen 0.34888889, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.30666667, screen 0.040740741 to screen 0.34, screen 0.040740741 nohead lc rgb '#D55E00' lw 3.36 dt 1
set label 8002 'mixed' at screen 0.47777778, screen 0.040740741 left font ',10'
set arrow 8002 from screen 0.43555556, screen 0.040740741 to screen 0.46888889, screen 0.040740741 nohead lc rgb '#009E73' lw 2.84 dt 1
set label 8003 '4 pings' at screen 0.60666667, screen 0.040740741 left font ',10'
set arrow 8003 from screen 0.56444444, screen 0.040740741 to screen 0.59777778, screen 0.040740741 nohead lc rgb '#CC79A7' lw 2.32 dt 1
set label 8004 '12 pings' at screen 0.73555556, screen 0.040740741 left font ',10'
set arrow 8004 from screen 0.69333333, screen 0.040740741 to screen 0.72666667, screen 0.040740741 nohead lc rgb '#E69F00' lw 1.8 dt 1
set label 9010 'Which lifetime of the prompt cache pays when people take their time? · lifetimes · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $turns1 using 1:2 with lines lc rgb '#7F7F7F' lw 3.88 dt 1 notitle, \
  $turns2 using 1:2 with lines lc rgb '#D55E00' lw 3.36 dt 1 notitle, \
  $turns3 using 1:2 with lines lc rgb '#009E73' lw 2.84 dt 1 notitle, \
  $turns4 using 1:2 with lines lc rgb '#CC79A7' lw 2.32 dt 1 notitle, \
  $turns5 using 1:2 with lines lc rgb '#E69F00' lw 1.8 dt 1 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cached_by_turn.png'
set label 9000 '1 h reads 91 % of the input behind first turns from the provider’s cache' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 '5 min' at screen 0.22, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.17777778, screen 0.040740741 to screen 0.21111111, screen 0.040740741 nohead lc rgb '#7F7F7F' lw 3.88 dt 1
set label 8001 '1 h' at screen 0.34888889, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.30666667, screen 0.040740741 to screen 0.34, screen 0.040740741 nohead lc rgb '#D55E00' lw 3.36 dt 1
set label 8002 'mixed' at screen 0.47777778, screen 0.040740741 left font ',10'
set arrow 8002 from screen 0.43555556, screen 0.040740741 to screen 0.46888889, screen 0.040740741 nohead lc rgb '#009E73' lw 2.84 dt 1
set label 8003 '4 pings' at screen 0.60666667, screen 0.040740741 left font ',10'
set arrow 8003 from screen 0.56444444, screen 0.040740741 to screen 0.59777778, screen 0.040740741 nohead lc rgb '#CC79A7' lw 2.32 dt 1
set label 8004 '12 pings' at screen 0.73555556, screen 0.040740741 left font ',10'
set arrow 8004 from screen 0.69333333, screen 0.040740741 to screen 0.72666667, screen 0.040740741 nohead lc rgb '#E69F00' lw 1.8 dt 1
set label 9010 'Which lifetime of the prompt cache pays when people take their time? · lifetimes · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $turns1 using 1:2 with lines lc rgb '#7F7F7F' lw 3.88 dt 1 notitle, \
  $turns2 using 1:2 with lines lc rgb '#D55E00' lw 3.36 dt 1 notitle, \
  $turns3 using 1:2 with lines lc rgb '#009E73' lw 2.84 dt 1 notitle, \
  $turns4 using 1:2 with lines lc rgb '#CC79A7' lw 2.32 dt 1 notitle, \
  $turns5 using 1:2 with lines lc rgb '#E69F00' lw 1.8 dt 1 notitle
set output
