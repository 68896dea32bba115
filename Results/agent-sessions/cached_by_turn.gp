# Drawn by simbench; to draw it again: gnuplot cached_by_turn.gp
reset session
set encoding utf8
set decimalsign '.'
$turns1 << EOD
1 0.95839143
2 0.87302849
3 0.87274053
4 0.87187919
5 0.89585527
6 0.90458766
7 0.90935885
8 0.91392779
9 0.91225609
10 0.90507358
11 0.92161715
12 0.92702643
13 0.92065262
14 0.92338666
15 0.9165895
16 0.93009613
17 0.92244331
18 0.92298806
19 0.93659433
20 0.94023916
21 0.9194199
22 0.93062151
23 0.92079112
24 0.92507691
25 0.93606759
26 0.93503927
27 0.93629512
28 0.9408797
29 0.92671601
30 0.93829387
31 0.93688069
32 0.94270036
33 0.94269801
34 0.93897089
35 0.93637545
36 0.93441677
37 0.93042935
38 0.92982274
39 0.94235193
40 0.94433311
41 0.94235705
42 0.93130405
43 0.93683346
44 0.93104471
45 0.93900587
46 0.9373378
47 0.93732459
48 0.93131696
49 0.94698194
50 0.93135117
51 0.92524854
52 0.94848399
53 0.94550452
54 0.93587931
55 0.93290221
56 0.94255429
57 0.94681021
58 0.94613185
59 0.91981378
60 0.93888333
EOD
$turns2 << EOD
1 0.98719006
2 0.88216634
3 0.88643234
4 0.88237571
5 0.91023298
6 0.91671018
7 0.92338973
8 0.92347785
9 0.92456087
10 0.91407228
11 0.9296131
12 0.93324943
13 0.92589023
14 0.93192529
15 0.92158194
16 0.93668305
17 0.93196815
18 0.93124762
19 0.94074198
20 0.94624132
21 0.92962641
22 0.93835694
23 0.93061908
24 0.93199455
25 0.9468206
26 0.94700903
27 0.94298673
28 0.94923144
29 0.93579832
30 0.9455454
31 0.94934628
32 0.94968584
33 0.94813385
34 0.94648475
35 0.94401903
36 0.95157504
37 0.94201295
38 0.94248542
39 0.956466
40 0.95789214
41 0.95323353
42 0.94145982
43 0.95399039
44 0.94993449
45 0.95762249
46 0.95527953
47 0.94917864
48 0.94500188
49 0.96105664
50 0.94657133
51 0.94873588
52 0.95926483
53 0.95045525
54 0.94429961
55 0.94688009
56 0.96316319
57 0.96141823
58 0.96448472
59 0.95323299
60 0.96163243
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [1:60]
set yrange [0:1]
set ytics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8, '100 %%' 1)
set xlabel 'Turn of the conversation'
set ylabel 'Share of the input tokens read from the cache'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cached_by_turn.svg'
set label 9000 '1 h reads 95 % of the input behind first turns from the provider’s cache' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 '5 min' at screen 0.44, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.39777778, screen 0.040740741 to screen 0.43111111, screen 0.040740741 nohead lc rgb '#0072B2' lw 2.45 dt 1
set label 8001 '1 h' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#D55E00' lw 1.8 dt 1
set label 9010 'Coding agents with tools and sub-agents: which lifetime of the prompt cache pays? · agent-sessions · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $turns1 using 1:2 with lines lc rgb '#0072B2' lw 2.45 dt 1 notitle, \
  $turns2 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt 1 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cached_by_turn.png'
set label 9000 '1 h reads 95 % of the input behind first turns from the provider’s cache' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 '5 min' at screen 0.44, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.39777778, screen 0.040740741 to screen 0.43111111, screen 0.040740741 nohead lc rgb '#0072B2' lw 2.45 dt 1
set label 8001 '1 h' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#D55E00' lw 1.8 dt 1
set label 9010 'Coding agents with tools and sub-agents: which lifetime of the prompt cache pays? · agent-sessions · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $turns1 using 1:2 with lines lc rgb '#0072B2' lw 2.45 dt 1 notitle, \
  $turns2 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt 1 notitle
set output
