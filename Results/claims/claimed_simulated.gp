# Drawn by simbench; to draw it again: gnuplot claimed_simulated.gp
reset session
set encoding utf8
set decimalsign '.'
$range2 << EOD
0.85714286 3
1.1428571 3
EOD
$range7 << EOD
0.72727273 8
1.2727273 8
EOD
$range9 << EOD
0.75 10
1.25 10
EOD
$range10 << EOD
0.66666667 11
1.3333333 11
EOD
$range11 << EOD
0.66666667 12
1.3333333 12
EOD
$range12 << EOD
0.5 13
1.5 13
EOD
$range13 << EOD
0.8 14
1.2 14
EOD
$range19 << EOD
0.93406593 20
1.0659341 20
EOD
$holds << EOD
0.9884379 7 0.97636851 1.0005073
1.0019593 9 0.9890348 1.0148839
0.98986667 17 0.97777983 1.0019535
0.99362015 18 0.97732927 1.009911
0.99971998 19 0.99030874 1.0091312
EOD
$holds_if << EOD
0.99914013 1 0.98590679 1.0123735
0.80293979 2 0.76737178 0.83850781
1.35078 3 1.3500585 1.3515015
0.9924231 4 0.98288162 1.0019646
0.25986901 5 0.24741584 0.27232218
0.17541815 6 0.16212549 0.18871082
1.1151844 8 1.1129603 1.1174085
0.76832176 11 0.75320225 0.78344128
0.44317886 12 0.41608121 0.47027652
0.50471415 13 0.50359734 0.50583095
1.476421 14 1.4390874 1.5137547
0.25536777 15 0.24549171 0.26524383
0.79375131 16 0.78418619 0.80331642
0.074665412 20 0.070685666 0.078645158
1.0032248 21 0.99743542 1.0090141
1.81788 24 1.7906907 1.8450694
0.029411765 26 0.029411765 0.029411765
1.003087 27 0.99796349 1.0082106
EOD
$inconsistent << EOD
0.78823705 22 0.7859383 0.7905358
0.091244071 23 0.089632901 0.092855241
0.78544313 25 0.76544343 0.80544282
0.1975262 28 0.19094524 0.20410715
EOD
$impossible << EOD
0.049717159 10 0.035437763 0.063996555
EOD
set lmargin at screen 0.42711111
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set logscale x
set xrange [0.023529412:2.5]
set yrange [28.7:0.3]
set xtics ('0.05×' 0.05, '0.1×' 0.1, '0.2×' 0.2, '0.5×' 0.5, '1×' 1, '2×' 2)
set ytics ('000-01 50 users cost $238 a month: $238' 1, '000-08 the bill fal… in the first week: 65 %%' 2, '' 3, '001-03 100,000 conv…ver $5,000 a month: $5,000' 4, '001-04 40 %% come fr…the semantic cache: 40 %%' 5, '001-05 that cuts $2,800 a month: $2,800' 6, '002-04 $22,500 a month: $22,500' 7, '002-26 a router saves 40 to 70 %%: 40–70 %%' 8, '002-27 the batch AP…lves what may wait: 50 %%' 9, '' 10, '002-30 exact caching saves 10 to 20 %%: 10–20 %%' 11, '' 12, '002-32 compression saves 10 to 30 %%: 10–30 %%' 13, '002-33 layers 1 to …o $4,000 to $6,000: $4,000–$6,000' 14, '002-36 52 %% are hits: 52 %%' 15, '002-38 $5,200 a month after all: $5,200' 16, '002-61 10,000 users…00,000 times a day: 100,000' 17, '003-03 150,000 call…ns cost $600 a day: $600' 18, '003-04 the peak season triples that: $1,800' 19, '003-23 batches save 85 to 97 %%: 85–97 %%' 20, '003-25 a cache take… %% off the latency: 70 %%' 21, '003-27 the printed …47 misses a second: 100 %%' 22, '003-27 busy everybo…wer, at 5 a second: 100 %%' 23, '003-28 150,000 call… day become 18,000: 18,000' 24, '003-29 $1,800 a day become $198: $198' 25, '003-30 the median l…om 1,200 to 340 ms: 340 ms' 26, '003-31 73 %% are hits: 73 %%' 27, '003-32 batches are 94 %% efficient: 94 %%' 28)
set label '001-01 all techniqu…er save 60 to 80 %: 60–80 %' at graph 0, first 3 right front font ',8' textcolor rgb '#222222' offset character -1, 0
set label '002-29 prompt caching saves 30 to 50 %: 30–50 %' at graph 0, first 10 right front font ',8' textcolor rgb '#222222' offset character -1, 0
set label '002-31 semantic cac…g saves 15 to 30 %: 15–30 %' at graph 0, first 12 right front font ',8' textcolor rgb '#222222' offset character -1, 0
set ytics scale 0 font ',8'
set grid noytics xtics
set xlabel 'Simulated over claimed'
set arrow 930 from first 1, graph 0 to first 1, graph 1 nohead front lc rgb '#444444' lw 1.2
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'claimed_simulated.svg'
set label 9000 '16 of 28 simulated claims come out otherwise than they were stated' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'holds' at screen 0.10888889, screen 0.040740741 left font ',10'
set label 8500 '' at screen 0.088888889, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#009E73'
set label 8001 'holds if' at screen 0.28222222, screen 0.040740741 left font ',10'
set label 8501 '' at screen 0.26222222, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#0072B2'
set label 8002 'inconsistent' at screen 0.45555556, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.43555556, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#D55E00'
set label 8003 'impossible' at screen 0.62888889, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.60888889, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#CC79A7'
set label 8004 'range claimed' at screen 0.80222222, screen 0.040740741 left font ',10'
set arrow 8004 from screen 0.76, screen 0.040740741 to screen 0.79333333, screen 0.040740741 nohead lc rgb '#C8C8C8' lw 8
set label 9010 'article-000, article-001, article-002, article-003' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $range2 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range7 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range9 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range10 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range11 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range12 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range13 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range19 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $holds using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#009E73' notitle, \
  $holds_if using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#0072B2' notitle, \
  $inconsistent using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#D55E00' notitle, \
  $impossible using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#CC79A7' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'claimed_simulated.png'
set label 9000 '16 of 28 simulated claims come out otherwise than they were stated' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'holds' at screen 0.10888889, screen 0.040740741 left font ',10'
set label 8500 '' at screen 0.088888889, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#009E73'
set label 8001 'holds if' at screen 0.28222222, screen 0.040740741 left font ',10'
set label 8501 '' at screen 0.26222222, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#0072B2'
set label 8002 'inconsistent' at screen 0.45555556, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.43555556, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#D55E00'
set label 8003 'impossible' at screen 0.62888889, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.60888889, screen 0.040740741 point pt 7 ps 1.1 lc rgb '#CC79A7'
set label 8004 'range claimed' at screen 0.80222222, screen 0.040740741 left font ',10'
set arrow 8004 from screen 0.76, screen 0.040740741 to screen 0.79333333, screen 0.040740741 nohead lc rgb '#C8C8C8' lw 8
set label 9010 'article-000, article-001, article-002, article-003' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $range2 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range7 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range9 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range10 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range11 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range12 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range13 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $range19 using 1:2 with lines lc rgb '#C8C8C8' lw 8 notitle, \
  $holds using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#009E73' notitle, \
  $holds_if using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#0072B2' notitle, \
  $inconsistent using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#D55E00' notitle, \
  $impossible using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '#CC79A7' notitle
set output
