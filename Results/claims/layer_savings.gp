# Drawn by simbench; to draw it again: gnuplot layer_savings.gp
reset session
set encoding utf8
set decimalsign '.'
$range0 << EOD
0.3 1 0.3 0.5 0.68 1.32
EOD
$range1 << EOD
0.1 2 0.1 0.2 1.68 2.32
EOD
$range2 << EOD
0.15 3 0.15 0.3 2.68 3.32
EOD
$range3 << EOD
0.4 4 0.4 0.7 3.68 4.32
EOD
$range4 << EOD
0.1 5 0.1 0.3 4.68 5.32
EOD
$range5 << EOD
0.497032 6 0.497032 0.502968 5.68 6.32
EOD
$alone << EOD
0.019886864 0.87 0.014175105 0.025598622
0.11524826 1.87 0.11298034 0.11751619
0.099715244 2.87 0.093618271 0.10581222
0.61335142 3.87 0.61212819 0.61457465
0.10094283 4.87 0.10071947 0.10116619
0.50097966 5.87 0.4945174 0.50744193
EOD
$stacked << EOD
0.019886864 1.13 0.014175105 0.025598622
0.10904967 2.13 0.10341768 0.11468165
0.021297573 3.13 0.012722437 0.029872709
0.61187475 4.13 0.60875082 0.61499868
0.092505805 5.13 0.090502243 0.094509367
0.47466713 6.13 0.467272 0.48206225
EOD
set lmargin at screen 0.32888889
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.23333333
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0:0.742]
set yrange [6.6:0.4]
set xtics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6)
set ytics ('prompt caching saves 30 to 50 %%' 1, 'exact caching saves 10 to 20 %%' 2, 'semantic caching saves 15 to 30 %%' 3, 'a router saves 40 to 70 %%' 4, 'compression saves 10 to 30 %%' 5, 'the batch API halves what may wait' 6)
set ytics scale 0 font ',10'
set grid noytics xtics
set xlabel 'Saving, of the cost without the layer (%)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'layer_savings.svg'
set label 9000 '4 of 6 layers save alone what is claimed, and 3 behind the others' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'alone' at screen 0.30444444, screen 0.10740741 left font ',10'
set label 8500 '' at screen 0.28444444, screen 0.10740741 point pt 7 ps 1.1 lc rgb '#0072B2'
set label 8001 'behind those above, of the cost that they leave' at screen 0.30444444, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.28444444, screen 0.074074074 point pt 5 ps 1.1 lc rgb '#D55E00'
set label 8002 'claimed' at screen 0.30444444, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.27111111, screen 0.031481481 to screen 0.29555556, screen 0.05 fc rgb '#D2D2D2' fs solid 1 noborder
set label 9010 'article-002' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $range0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range4 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range5 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $alone using 1:2:3:4 with xerrorbars pt 7 ps 1 lw 1.5 lc rgb '#0072B2' notitle, \
  $stacked using 1:2:3:4 with xerrorbars pt 5 ps 1 lw 1.5 lc rgb '#D55E00' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'layer_savings.png'
set label 9000 '4 of 6 layers save alone what is claimed, and 3 behind the others' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'alone' at screen 0.30444444, screen 0.10740741 left font ',10'
set label 8500 '' at screen 0.28444444, screen 0.10740741 point pt 7 ps 1.1 lc rgb '#0072B2'
set label 8001 'behind those above, of the cost that they leave' at screen 0.30444444, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.28444444, screen 0.074074074 point pt 5 ps 1.1 lc rgb '#D55E00'
set label 8002 'claimed' at screen 0.30444444, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.27111111, screen 0.031481481 to screen 0.29555556, screen 0.05 fc rgb '#D2D2D2' fs solid 1 noborder
set label 9010 'article-002' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $range0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range4 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $range5 using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2' notitle, \
  $alone using 1:2:3:4 with xerrorbars pt 7 ps 1 lw 1.5 lc rgb '#0072B2' notitle, \
  $stacked using 1:2:3:4 with xerrorbars pt 5 ps 1 lw 1.5 lc rgb '#D55E00' notitle
set output
