# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 142861.54 0.8 1.2
0 2 0 97816.689 1.8 2.2
0 3 0 0 2.8 3.2
0 4 0 0 3.8 4.2
0 5 0 19762.271 4.8 5.2
EOD
$part1 << EOD
142861.54 1 142861.54 142861.54 0.8 1.2
97816.689 2 97816.689 102297.95 1.8 2.2
0 3 0 12931.245 2.8 3.2
0 4 0 13305.055 3.8 4.2
19762.271 5 19762.271 31031.918 4.8 5.2
EOD
$part2 << EOD
142861.54 1 142861.54 142861.54 0.8 1.2
102297.95 2 102297.95 102588.27 1.8 2.2
12931.245 3 12931.245 29867.617 2.8 3.2
13305.055 4 13305.055 25568.802 3.8 4.2
31031.918 5 31031.918 44035.421 4.8 5.2
EOD
$part3 << EOD
142861.54 1 142861.54 151363.61 0.8 1.2
102588.27 2 102588.27 111090.33 1.8 2.2
29867.617 3 29867.617 38369.677 2.8 3.2
25568.802 4 25568.802 34070.863 3.8 4.2
44035.421 5 44035.421 52537.481 4.8 5.2
EOD
$total << EOD
151363.61 1 10084.76
111090.33 2 7741.304
38369.677 3 2118.0087
34070.863 4 1849.1354
52537.481 5 3494.6141
EOD
set lmargin at screen 0.16177778
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$151,364, baseline' at 161448.37, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$111,090, saves 27 %' at 118831.63, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$38,370, saves 75 %' at 40487.686, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$34,071, saves 77 %' at 35919.998, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$52,537, saves 65 %' at 56032.095, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:210196.25]
set yrange [5.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$50,000' 50000, '$100,000' 100000, '$150,000' 150000)
set ytics ('none' 1, 'system' 2, 'last message' 3, 'sliding 4' 4, 'every 4,000' 5)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'sliding 4 saves 77 % of none’s $151,364 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Where do the cache breakpoints of an agent belong? · breakpoints · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'sliding 4 saves 77 % of none’s $151,364 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.21333333, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.18, screen 0.031481481 to screen 0.20444444, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'cached input' at screen 0.37777778, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.34444444, screen 0.031481481 to screen 0.36888889, screen 0.05 fc rgb '#56B4E9' fs solid 1 noborder
set label 8002 'cache write' at screen 0.54222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.031481481 to screen 0.53333333, screen 0.05 fc rgb '#009E73' fs solid 1 noborder
set label 8003 'output' at screen 0.70666667, screen 0.040740741 left font ',10'
set object 8003 rectangle from screen 0.67333333, screen 0.031481481 to screen 0.69777778, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 9010 'Where do the cache breakpoints of an agent belong? · breakpoints · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#56B4E9' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#009E73' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
