# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.7 0.7255897 0.0027558973
0.75 0.69044134 0.002957966
0.8 0.64842451 0.002881265
0.85 0.60316376 0.0028386389
0.88 0.57752908 0.0028487431
0.9 0.56060704 0.0027739267
0.92 0.54663897 0.002518363
0.93 0.5414154 0.0025083459
0.94 0.53759067 0.0024519732
0.95 0.53430139 0.0025072036
0.96 0.5322373 0.0025403973
0.97 0.53103706 0.0024782796
0.98 0.53074421 0.0024614084
0.99 0.53072253 0.0024581995
EOD
$panel0line1 << EOD
0.7 0.43445708 0.0037202083
0.75 0.35690516 0.0052911427
0.8 0.26219361 0.0036726652
0.85 0.16534379 0.0033589339
0.88 0.11008935 0.0044386897
0.9 0.073350438 0.0030592985
0.92 0.04114211 0.0024055246
0.93 0.029546138 0.0019510245
0.94 0.021651118 0.0019169399
0.95 0.012021867 0.0011127738
0.96 0.0028379078 0.00023696337
0.97 0.00052789101 0.000096978465
0.98 0.000046973298 0.000051595558
0.99 0 0
EOD
$panel0line2 << EOD
0.7 0.72391398 0.0025547893
0.75 0.68917946 0.0027086546
0.8 0.64688194 0.0024306223
0.85 0.60165753 0.0023637125
0.88 0.57615672 0.0022647038
0.9 0.55936253 0.00216612
0.92 0.5454661 0.001927872
0.93 0.5402518 0.0018712216
0.94 0.53636983 0.0018180436
0.95 0.53312606 0.001925569
0.96 0.5311009 0.0019099274
0.97 0.52987412 0.0018235038
0.98 0.52958063 0.0017841876
0.99 0.52956322 0.0017814226
EOD
$panel1line0 << EOD
0.7 0.27695282 0.0038459303
0.75 0.21080723 0.0040089538
0.8 0.13966622 0.0018719805
0.85 0.06976444 0.0010760315
0.88 0.036544895 0.0014548851
0.9 0.019463254 0.00066956692
0.92 0.0073567634 0.00062418096
0.93 0.0037309962 0.00033528886
0.94 0.0017496481 0.0003568675
0.95 0.00059297783 0.00015715414
0.96 0.00022772 0.000056915981
0.97 0.000046987043 0.000053177387
0.98 0 0
0.99 0 0
EOD
$panel2line0 << EOD
0.7 2825.6377 21.764085
0.75 2482.7505 25.247433
0.8 2130.22 10.396558
0.85 1795.932 10.260759
0.88 1650.2926 11.199452
0.9 1587.5466 11.010217
0.92 1549.6426 10.647097
0.93 1541.7632 8.4787759
0.94 1540.8649 8.6088628
0.95 1543.5607 8.4075564
0.96 1547.7144 8.8328032
0.97 1550.5091 8.5324051
0.98 1551.1513 8.3007632
0.99 1551.2087 8.2944878
EOD
$panel2line1 << EOD
0.7 910.36273 9.2518515
0.75 1024.9005 10.288496
0.8 1164.37 9.687085
0.85 1313.482 8.7131706
0.88 1397.5676 8.5570871
0.9 1452.9466 8.6762069
0.92 1498.7676 8.0380776
0.93 1515.9632 8.2317653
0.94 1528.7649 8.349315
0.95 1539.4607 8.612083
0.96 1546.1394 8.7356171
0.97 1550.1841 8.4637764
0.98 1551.1513 8.3007632
0.99 1551.2087 8.2944878
EOD
$panel2line2 << EOD
0.7 1915.275 26.841192
0.75 1457.85 28.156446
0.8 965.85 12.108417
0.85 482.45 7.0666555
0.88 252.725 10.018283
0.9 134.6 4.6646243
0.92 50.875 4.3112725
0.93 25.8 2.3012822
0.94 12.1 2.4655025
0.95 4.1 1.083607
0.96 1.575 0.39403366
0.97 0.325 0.36782206
0.98 0 0
0.99 0 0
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.82222222
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0.6913:0.9987]
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'threshold_tradeoff.svg'
set label 9000 'semantic 0.85 costs least in all at 0.94 [0.93, 0.94]: $1,541 a month with 54 %' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'hits, 0.17 % false' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [-0.0000046222602:0.81574707]
set ytics ('-25 %%' -0.25, '0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.77767359 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.0000056662588 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.64917775 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [-0.000006190345:0.3144946]
set ytics ('-20 %%' -0.2, '0 %%' 0, '20 %%' 0.2)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.000019683083 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [-0.042822061:3189.09]
set ytics ('-$1,000' -1000, '$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.75' 0.75, '0.80' 0.8, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.9293852, graph 0 to first 0.9406148, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.48641797 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.60301605 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0.000013427494 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel2line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'semantic 0.85 costs least in all at 0.94 [0.93, 0.94]: $1,541 a month with 54 %' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'hits, 0.17 % false' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'Which similarity threshold pays, and how many wrong answers does it serve? · threshold-sweep · 8 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [-0.0000046222602:0.81574707]
set ytics ('-25 %%' -0.25, '0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.77767359 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.0000056662588 left font ',10' textcolor rgb '#56B4E9'
set label 912 'saving' at graph 1.015, graph 0.64917775 left font ',10' textcolor rgb '#009E73'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [-0.000006190345:0.3144946]
set ytics ('-20 %%' -0.2, '0 %%' 0, '20 %%' 0.2)
set ylabel 'False hits'
set xtics ('' 0.7, '' 0.75, '' 0.8, '' 0.85, '' 0.88, '' 0.9, '' 0.92, '' 0.94, '' 0.96, '' 0.98)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.000019683083 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel1line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [-0.042822061:3189.09]
set ytics ('-$1,000' -1000, '$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set ylabel 'Dollars a month'
set xtics ('0.70' 0.7, '0.75' 0.75, '0.80' 0.8, '0.85' 0.85, '0.88' 0.88, '0.90' 0.9, '0.92' 0.92, '0.94' 0.94, '0.96' 0.96, '0.98' 0.98)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.9293852, graph 0 to first 0.9406148, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.48641797 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.60301605 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0.000013427494 left font ',10' textcolor rgb '#D55E00'
plot \
  $panel2line0 using 1:2:3 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
