# Drawn by simbench; to draw it again: gnuplot hits_over_time.gp
reset session
set encoding utf8
set decimalsign '.'
$hits1 << EOD
0.5 0.048192771 0.048192771
1.5 0.12621359 0.12621359
2.5 0.15217391 0.15217391
3.5 0.23913043 0.23913043
4.5 0.24867725 0.24867725
5.5 0.20320856 0.20320856
6.5 0.27319588 0.27319588
7.5 0.3368984 0.3368984
8.5 0.28985507 0.28985507
9.5 0.31868132 0.31868132
10.5 0.33660131 0.33660131
11.5 0.34231806 0.34231806
12.5 0.392 0.392
13.5 0.39325843 0.39325843
14.5 0.39869281 0.39869281
EOD
$hits2 << EOD
0.5 0.048192771 0.048192771
1.5 0.12621359 0.12621359
2.5 0.16304348 0.15217391
3.5 0.23913043 0.23913043
4.5 0.25396825 0.24867725
5.5 0.20855615 0.20320856
6.5 0.27835052 0.2628866
7.5 0.34759358 0.3368984
8.5 0.30434783 0.28502415
9.5 0.34065934 0.31501832
10.5 0.35294118 0.30392157
11.5 0.34501348 0.33692722
12.5 0.396 0.384
13.5 0.40449438 0.38202247
14.5 0.41830065 0.39215686
EOD
$hits3 << EOD
0.5 0.26506024 0
1.5 0.3592233 0.058252427
2.5 0.52173913 0.02173913
3.5 0.5 0.057971014
4.5 0.5026455 0.063492063
5.5 0.60427807 0.026737968
6.5 0.61340206 0.067010309
7.5 0.6631016 0.053475936
8.5 0.63768116 0.043478261
9.5 0.66300366 0.051282051
10.5 0.6372549 0.039215686
11.5 0.6819407 0.064690027
12.5 0.676 0.064
13.5 0.71535581 0.059925094
14.5 0.7124183 0.098039216
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0:15]
set xtics ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8, '9' 9, '10' 10, '11' 11, '12' 12, '13' 13, '14' 14, '15' 15)
set yrange [0:0.77258427]
set ytics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6)
set xlabel 'Hours since the start'
set ylabel 'Share of cache hits, by hour'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'hits_over_time.svg'
set label 9000 'semantic answers 31 % of the requests from its caches (0.07 % false)' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'exact' at screen 0.16, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.11777778, screen 0.040740741 to screen 0.15111111, screen 0.040740741 nohead lc rgb '#0072B2' lw 3.1 dt 1
set label 8001 'semantic' at screen 0.35111111, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.30888889, screen 0.040740741 to screen 0.34222222, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.45 dt 1
set label 8002 'oracle *' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8002 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#009E73' lw 1.8 dt (8,5)
set label 8003 'exact hits only' at screen 0.73333333, screen 0.040740741 left font ',10'
set arrow 8003 from screen 0.69111111, screen 0.040740741 to screen 0.72444444, screen 0.040740741 nohead lc rgb '#222222' lw 1.2 dt (3,3)
set label 9010 'A recorded chat log: what would each cache have saved? · recorded-chat · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $hits1 using 1:2 with lines lc rgb '#0072B2' lw 3.1 dt 1 notitle, \
  $hits2 using 1:2 with lines lc rgb '#D55E00' lw 2.45 dt 1 notitle, \
  $hits2 using 1:3 with lines lc rgb '#D55E00' lw 1.2 dt (3,3) notitle, \
  $hits3 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (8,5) notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'hits_over_time.png'
set label 9000 'semantic answers 31 % of the requests from its caches (0.07 % false)' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'exact' at screen 0.16, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.11777778, screen 0.040740741 to screen 0.15111111, screen 0.040740741 nohead lc rgb '#0072B2' lw 3.1 dt 1
set label 8001 'semantic' at screen 0.35111111, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.30888889, screen 0.040740741 to screen 0.34222222, screen 0.040740741 nohead lc rgb '#D55E00' lw 2.45 dt 1
set label 8002 'oracle *' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8002 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#009E73' lw 1.8 dt (8,5)
set label 8003 'exact hits only' at screen 0.73333333, screen 0.040740741 left font ',10'
set arrow 8003 from screen 0.69111111, screen 0.040740741 to screen 0.72444444, screen 0.040740741 nohead lc rgb '#222222' lw 1.2 dt (3,3)
set label 9010 'A recorded chat log: what would each cache have saved? · recorded-chat · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $hits1 using 1:2 with lines lc rgb '#0072B2' lw 3.1 dt 1 notitle, \
  $hits2 using 1:2 with lines lc rgb '#D55E00' lw 2.45 dt 1 notitle, \
  $hits2 using 1:3 with lines lc rgb '#D55E00' lw 1.2 dt (3,3) notitle, \
  $hits3 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (8,5) notitle
set output
