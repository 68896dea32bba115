# Drawn by simbench; to draw it again: gnuplot decision_vs_requests.gp
reset session
set encoding utf8
set decimalsign '.'
$size0 << EOD
100 0.64581664 0.6412529 0.65035397 0.037638463
125 0.72729964 0.72252461 0.73202298 0.036800189
150 0.78346021 0.7785954 0.78824719 0.033987349
200 0.86388199 0.85912444 0.86850346 0.024877075
300 0.93999424 0.93592042 0.94382461 0.014623253
500 0.98625 0.98345478 0.98857847 0.003625
1000 0.999 0.99743142 0.99961105 0
2000 1 0.99808295 1 0
EOD
$size1 << EOD
100 0.9070469 0.90424707 0.90977303 0.01477728
125 0.95514699 0.95288742 0.95730305 0.0089706013
150 0.97587649 0.97401233 0.97761 0.0049676566
200 0.99216202 0.99086065 0.99327934 0.0018499586
300 0.99913557 0.99848955 0.99950543 0.00028814292
500 1 0.99952005 1 0
1000 1 0.99904056 1 0
2000 1 0.99808295 1 0
EOD
$size2 << EOD
100 0 0 0.000090528189 0
125 0.00091778429 0.00064667721 0.0013023997 0.00005921189
150 0.3083521 0.30296765 0.31378916 0.01222258
200 0.9809649 0.97900427 0.98274567 0.0026775717
300 0.99985593 0.9994748 0.99996049 0
500 1 0.99952005 1 0
1000 1 0.99904056 1 0
2000 1 0.99808295 1 0
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.83333333
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '10 entries' at graph 1.012, graph 0.925 left front font ',10' textcolor rgb '#0072B2'
set label '30 entries' at graph 1.012, graph 0.9625 left front font ',10' textcolor rgb '#C25500'
set label '100 entries' at graph 1.012, graph 1 left front font ',10' textcolor rgb '#00835F'
set arrow from graph 0, first 0.95 to graph 1, first 0.95 nohead dt (4,4) lc rgb '#444444'
set label '95 % sure' at graph 0.99, first 0.95 right front font ',9' textcolor rgb '#444444' offset 0,-0.7
set logscale x 10
set xrange [93:2000]
set xtics ('100' 100, '200' 200, '500' 500, '1,000' 1000, '2,000' 2000)
set yrange [0:1.04]
set ytics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8, '100 %%' 1)
set xlabel 'Queries in a trial, from an empty cache (logarithmic)'
set ylabel 'Trials of that length'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'decision_vs_requests.svg'
set label 9000 '100 queries miss that lru wins in 35 % of trials at 10 entries; it takes 335' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'right winner, with its interval' at screen 0.20888889, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.16666667, screen 0.040740741 to screen 0.2, screen 0.040740741 nohead lc rgb '#444444' lw 2
set label 8001 'wrong winner' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#444444' lw 1.4 dt (3,4)
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $size0 using 1:3:4 with filledcurves fc rgb '#0072B2' fs transparent solid 0.15 notitle, \
  $size0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $size0 using 1:5 with lines lc rgb '#0072B2' lw 1.4 dt (3,4) notitle, \
  $size1 using 1:3:4 with filledcurves fc rgb '#D55E00' fs transparent solid 0.15 notitle, \
  $size1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $size1 using 1:5 with lines lc rgb '#D55E00' lw 1.4 dt (3,4) notitle, \
  $size2 using 1:3:4 with filledcurves fc rgb '#009E73' fs transparent solid 0.15 notitle, \
  $size2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.8 notitle, \
  $size2 using 1:5 with lines lc rgb '#009E73' lw 1.4 dt (3,4) notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'decision_vs_requests.png'
set label 9000 '100 queries miss that lru wins in 35 % of trials at 10 entries; it takes 335' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'right winner, with its interval' at screen 0.20888889, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.16666667, screen 0.040740741 to screen 0.2, screen 0.040740741 nohead lc rgb '#444444' lw 2
set label 8001 'wrong winner' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#444444' lw 1.4 dt (3,4)
set label 9010 'Article 002, exercise 1: does LRU beat FIFO in a small response cache? · lru-vs-fifo · 30 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $size0 using 1:3:4 with filledcurves fc rgb '#0072B2' fs transparent solid 0.15 notitle, \
  $size0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.8 notitle, \
  $size0 using 1:5 with lines lc rgb '#0072B2' lw 1.4 dt (3,4) notitle, \
  $size1 using 1:3:4 with filledcurves fc rgb '#D55E00' fs transparent solid 0.15 notitle, \
  $size1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.8 notitle, \
  $size1 using 1:5 with lines lc rgb '#D55E00' lw 1.4 dt (3,4) notitle, \
  $size2 using 1:3:4 with filledcurves fc rgb '#009E73' fs transparent solid 0.15 notitle, \
  $size2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.8 notitle, \
  $size2 using 1:5 with lines lc rgb '#009E73' lw 1.4 dt (3,4) notitle
set output
