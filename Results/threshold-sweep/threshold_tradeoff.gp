# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.7 0.7255897 0.0027558973
0.74 0.69801441 0.0025896971
0.78 0.66590658 0.0026958996
0.82 0.63033458 0.0031099095
0.85 0.60316376 0.0028386389
0.88 0.57752908 0.0028487431
0.9 0.56060704 0.0027739267
0.92 0.54663897 0.002518363
0.94 0.53759067 0.0024519732
0.96 0.5322373 0.0025403973
0.98 0.53074421 0.0024614084
EOD
$panel0line1 << EOD
0.7 0.43445708 0.0037202083
0.74 0.37166147 0.0046836268
0.78 0.29932113 0.0046005625
0.82 0.22624731 0.0030723017
0.85 0.16534379 0.0033589339
0.88 0.11008935 0.0044386897
0.9 0.073350438 0.0030592985
0.92 0.04114211 0.0024055246
0.94 0.021651118 0.0019169399
0.96 0.0028379078 0.00023696337
0.98 0.000046973298 0.000051595558
EOD
$panel0line2 << EOD
0.7 0.72391398 0.0025547893
0.74 0.69665901 0.0024412831
0.78 0.66460178 0.002228163
0.82 0.62889105 0.0026511087
0.85 0.60165753 0.0023637125
0.88 0.57615672 0.0022647038
0.9 0.55936253 0.00216612
0.92 0.5454661 0.001927872
0.94 0.53636983 0.0018180436
0.96 0.5311009 0.0019099274
0.98 0.52958063 0.0017841876
EOD
$panel1line0 << EOD
0.7 0.27695282 0.0038459303
0.74 0.22410445 0.0034994301
0.78 0.16843149 0.0029861413
0.82 0.11025064 0.0016308222
0.85 0.06976444 0.0010760315
0.88 0.036544895 0.0014548851
0.9 0.019463254 0.00066956692
0.92 0.0073567634 0.00062418096
0.94 0.0017496481 0.0003568675
0.96 0.00022772 0.000056915981
0.98 0 0
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.82222222
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0.6916:0.9884]
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'threshold_tradeoff.svg'
set label 9000 'semantic 0.85 at 0.85: 60 % hits, 7.0 % of all requests get a wrong answer' at screen 0.02, screen 0.96666667 left font ',14'
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [-0.0000046222602:0.81574707]
set ytics ('-20 %%' -0.2, '0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8)
set ylabel 'Share of requests, of cost'
set xtics ('' 0.7, '' 0.74, '' 0.78, '' 0.82, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.72419908 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.000063249097 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.64919908 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.04 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [0:0.3144946]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3)
set ylabel 'False hits'
set xtics ('0.70' 0.7, '0.74' 0.74, '0.78' 0.78, '0.82' 0.82, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'semantic 0.85 at 0.85: 60 % hits, 7.0 % of all requests get a wrong answer' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.43
set yrange [-0.0000046222602:0.81574707]
set ytics ('-20 %%' -0.2, '0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8)
set ylabel 'Share of requests, of cost'
set xtics ('' 0.7, '' 0.74, '' 0.78, '' 0.82, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.72419908 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.000063249097 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.64919908 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.04 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label
set tmargin at screen 0.375; set bmargin at screen 0.11
set yrange [0:0.3144946]
set ytics ('0 %%' 0, '10 %%' 0.1, '20 %%' 0.2, '30 %%' 0.3)
set ylabel 'False hits'
set xtics ('0.70' 0.7, '0.74' 0.74, '0.78' 0.78, '0.82' 0.82, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label
unset multiplot
set output
